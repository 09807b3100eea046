"""The report on true pages: broken into lines and pages, painted, previewed, printed, written as PDF.

`page` is what all the others speak of; `letters`, `paragraph`, `table` and `pages` set blocks without Qt, with a
`Measure` that tells them how wide a character is; `fonts` is that measure.
"""
