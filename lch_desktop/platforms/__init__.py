"""What the operating system gives: a port, a choice, a null object each."""
