"""Pages as Markdown: the same facts from the same plain objects, for programs that read.

Every text of the catalog is escaped, so that it can neither add headings, links or HTML, nor break
out of its cell.
"""
