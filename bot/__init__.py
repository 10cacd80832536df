"""The front ends of Kutip: command line, console and Telegram, over one set of use cases."""
