"""証憑の決まり — what may be registered, how long it is kept, how a file is named."""
