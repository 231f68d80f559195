-- HTML tables in raw blocks become tables of the document, before any other filter looks at it.
-- In HTML they stay as they are.

function RawBlock(el)
  if el.format ~= "html" or FORMAT:match("html") or not el.text:find("<table") then return nil end
  local found = pandoc.Blocks({})
  pandoc.read(el.text, "html").blocks:walk({ Table = function(tbl) found:insert(tbl) end })
  return found
end
