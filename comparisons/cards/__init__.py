"""The pictures that a link to a page is previewed with: 1200 by 630, made here.

`facts` says what stands on one, `lines` breaks words, `paint` puts them on paper. The same facts
give the same bytes, under one version of the imaging library.
"""
