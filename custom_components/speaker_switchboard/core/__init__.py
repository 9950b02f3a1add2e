"""What reaches what, and how to get there: plain Python, standard library only.

Nothing here knows Home Assistant, a brand's library or a network. The House
comes in as a value, a Plan or a Refusal goes out; the executor touches the
world only through the contracts in `contracts.py`.
"""
