-- HTML tables in raw blocks become tables of the document, before any other filter looks at it; a cell stands to the
-- side that its class says, and a number of a plot to the right. In HTML they stay as they are.

local sides = { gt_left = "AlignLeft", gt_center = "AlignCenter", gt_right = "AlignRight", value = "AlignRight",
  limits = "AlignRight" }

local function align(rows)
  for _, row in ipairs(rows) do
    for _, cell in ipairs(row.cells) do
      for _, class in ipairs(cell.attr.classes) do cell.alignment = sides[class] or cell.alignment end
    end
  end
end

function RawBlock(el)
  if el.format ~= "html" or FORMAT:match("html") or not el.text:find("<table") then return nil end
  local found = pandoc.Blocks({})
  pandoc.read(el.text, "html").blocks:walk({ Table = function(tbl)
    align(tbl.head.rows)
    for _, body in ipairs(tbl.bodies) do align(body.body) end
    found:insert(tbl)
  end })
  return found
end
