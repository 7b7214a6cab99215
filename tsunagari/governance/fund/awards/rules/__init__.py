"""決まり — who may be awarded, what an agreement holds, what a settlement fixes."""
