-- In DOCX Quarto sets each table and figure, with its caption, into a table of one cell, whose alignment all cells of
-- the table within inherit, and writes the caption's properties as a second set. Here they stand without the frame, and
-- the caption in its style. The embedded engine makes neither.

local function caption(paragraph)
  local first = paragraph.content[1]
  if not first or first.t ~= "RawInline" or not first.text:match("ImageCaption") then return nil end
  paragraph.content:remove(1)
  local style = pandoc.utils.stringify(paragraph):match("^Table") and "Table Caption" or "Image Caption"
  return pandoc.Div(paragraph, pandoc.Attr("", {}, { ["custom-style"] = style }))
end

function Table(outer)
  if not FORMAT:match("docx") or #outer.head.rows > 0 or #outer.foot.rows > 0 or #outer.bodies ~= 1 then return nil end
  local rows = outer.bodies[1].body
  if #rows ~= 1 or #rows[1].cells ~= 1 then return nil end
  return rows[1].cells[1].contents:walk({ Para = caption, Plain = caption })
end
