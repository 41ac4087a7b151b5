"""What the command line does, one module a matter; nothing here starts Qt unless a window opens."""
