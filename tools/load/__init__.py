"""Run the real bot under the load of 200 people, near Telegram's limits, with faults: python -m tools.load"""
