"""What is drawn of a comparison and of a type, as plain values with the words that tell the same.

Every chart has a `title`, a `description` for those who do not see it, a `height` in pixels, the
`body` that draws it out of `templates/plots`, and a table of its figures.
Names stand in a key above the bars, by number and colour, so that bars fit the narrowest screen.
"""
