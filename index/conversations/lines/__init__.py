"""Several processes that receive the updates of one bot, and what each has to know of the others."""
