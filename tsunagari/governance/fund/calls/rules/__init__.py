"""公募の決まり — when a call is open, what an application lacks, who may be judged."""
