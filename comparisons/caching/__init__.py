"""Finished answers, kept and given again for as long as nothing they show has changed.

An answer is kept where its view says what it hangs on (`marks`), together with the revision of the
site (`revision`) that was read before it was made. Before it is given again the revision is read
once more: it differs after every commit that changed anything a page shows. Nothing is ever
cleared; what nobody asks for any more falls out of the bounded `memory`.
"""
