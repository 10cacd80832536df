"""Read what strangers send, in processes of their own, which can be killed."""
