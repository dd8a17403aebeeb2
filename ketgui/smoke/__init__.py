"""A walk through the whole program: what a build must survive before it is called one.

``ketgui --smoke`` opens the example in the real window, visits every tab, writes every figure and
document in both languages, reads a file of each kind, saves and reopens, and prints what it did.
"""
