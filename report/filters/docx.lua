-- In DOCX Quarto sets each table and figure, with its caption, into a table of one cell, whose alignment all cells of
-- the table within inherit; here they stand without it. The embedded engine makes none.

function Table(outer)
  if not FORMAT:match("docx") or #outer.head.rows > 0 or #outer.foot.rows > 0 or #outer.bodies ~= 1 then return nil end
  local rows = outer.bodies[1].body
  if #rows ~= 1 or #rows[1].cells ~= 1 then return nil end
  return rows[1].cells[1].contents
end
