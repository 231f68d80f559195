-- The first screen on paper: tiles and marks, which a style sheet and SVG draw on a page. In a PDF calls of
-- styles/typst-template.typ draw them; in DOCX tiles are the cells of a table, and marks are pictures or characters.

local function typst(code) return pandoc.RawInline("typst", code) end

local function within(call, inlines)
  local found = pandoc.Inlines({ typst("#" .. call .. "[") })
  found:extend(inlines)
  found:insert(typst("]"))
  return found
end

local function around(call, blocks)
  local found = pandoc.Blocks({ pandoc.RawBlock("typst", "#" .. call .. "[") })
  found:extend(blocks)
  found:insert(pandoc.RawBlock("typst", "]"))
  return found
end

local drawn_spans = { "chip", "tile-title", "tile-number", "tile-of", "tile-counted", "muted", "legend-entry", "absent", "blank", "box" }
local drawn_divs = { "kicker", "lead", "status-line", "strip", "marks-legend", "table-notes", "tile-head", "tile-note",
  "tile-line", "outcome-plot", "profile-plot", "decision-plot", "bias-plot", "rated-plot", "sheet-part",
  "judged", "rated-by", "also", "sheet-foot", "figure-numbers" }

local function one_of(classes, names)
  for _, name in ipairs(names) do
    if classes:includes(name) then return name end
  end
end

local function kind_of(div)
  return one_of(div.classes, { "desirable", "undesirable", "not-stated", "absent" })
end

local calls = { muted = "quiet", box = "tick-box" } -- "muted" is a color there

local function span_in_typst(span)
  if span.classes:includes("plot-row") then return typst("#" .. span.attributes.call) end
  if span.classes:includes("grade") then return typst("#grade(" .. span.attributes.level .. ")") end
  local name = one_of(span.classes, drawn_spans)
  if name == "chip" then return pandoc.Span(within(('chip("%s")'):format(kind_of(span)), span.content), span.attr) end
  return name and pandoc.Span(within(calls[name] or name, span.content), span.attr)
end

local div_in_typst

-- A call with an argument for each block of a div, written by a call of its own.
local function each_of(call, div, of_each)
  local blocks = pandoc.Blocks({ pandoc.RawBlock("typst", "#" .. call .. "(") })
  for _, each in ipairs(div.content) do
    blocks:insert(pandoc.RawBlock("typst", of_each(each) .. "["))
    blocks:extend(each.content:walk({ traverse = "topdown", Div = div_in_typst }))
    blocks:insert(pandoc.RawBlock("typst", "],"))
  end
  blocks:insert(pandoc.RawBlock("typst", ")"))
  return blocks
end

function div_in_typst(div)
  if div.classes:includes("plot-axis") then
    local ticks = pandoc.Inlines({ typst("#plot-axis(") })
    for _, tick in ipairs(pandoc.utils.blocks_to_inlines(div.content)) do
      if tick.t == "Space" or tick.t == "SoftBreak" then
        ticks:insert(pandoc.Space()) -- so that their numbers stay apart in the document tree
      else
        ticks:insert(typst("["))
        ticks:insert(tick)
        ticks:insert(typst("],"))
      end
    end
    ticks:insert(typst(")"))
    return pandoc.Plain(ticks)
  elseif div.classes:includes("tiles") then
    return each_of("tiles", div, function(tile) return ('tile("%s")'):format(kind_of(tile)) end)
  elseif div.classes:includes("tile-rows") then
    return each_of("tile-rows", div, function() return "tile-row" end)
  end
  local name = one_of(div.classes, drawn_divs)
  return name and around(name, div.content)
end

local kinds = { desirable = "Desirable", undesirable = "Undesirable", absent = "Not Stated", ["not-stated"] = "Not Stated" }
local styles = { ["status-line"] = "Status Line", strip = "Strip" }

local function in_style(style) return pandoc.Attr("", {}, { ["custom-style"] = style }) end

-- In the style of the cells of tables, which is that of what is no paragraph; the first line says by its own style of
-- which kind a tile is, so that its cell is colored.
local function compact(tile)
  local blocks = tile.content:walk({ Para = function(paragraph) return pandoc.Plain(paragraph.content) end })
  local head = pandoc.Div(pandoc.Para(pandoc.utils.blocks_to_inlines({ blocks:remove(1) })), in_style("Tile " .. kinds[kind_of(tile)]))
  blocks:insert(1, head)
  return blocks
end

local function span_in_docx(span)
  if span.classes:includes("blank") then return pandoc.Underline(pandoc.Str(("\u{a0}"):rep(span.classes:includes("long") and 44 or 16))) end
  if span.classes:includes("box") then return pandoc.Str("\u{2610}") end
  if one_of(span.classes, { "tile-title", "tile-number" }) then return pandoc.Span(pandoc.Strong(span.content), span.attr) end
  if span.classes:includes("grade") then
    local level = tonumber(span.attributes.level)
    return pandoc.Str(("\u{2295}"):rep(level) .. ("\u{25ef}"):rep(4 - level))
  end
  local name = one_of(span.classes, { "chip", "mark", "muted", "tile-counted" })
  local style = name == "chip" and "Chip " .. kinds[kind_of(span)] or name == "mark" and kinds[kind_of(span)] or "Muted"
  return name and pandoc.Span(pandoc.Span(span.content, in_style(style)), span.attr)
end

local function div_in_docx(div)
  local name = one_of(div.classes, { "status-line", "strip" })
  if name then return pandoc.Div(div, in_style(styles[name])) end
  if not div.classes:includes("tiles") then return nil end
  local rows, columns = pandoc.List({}), 3
  for start = 1, #div.content, columns do
    local cells = pandoc.List({})
    for number = start, start + columns - 1 do
      cells:insert(pandoc.Cell(div.content[number] and compact(div.content[number]) or {}))
    end
    rows:insert(pandoc.Row(cells))
  end
  local widths = pandoc.List({ 1, 2, 3 }):map(function() return { pandoc.AlignLeft, 1 / columns } end)
  local body = { attr = pandoc.Attr(), body = rows, head = {}, row_head_columns = 0 }
  return pandoc.Table({ long = {}, short = {} }, widths, pandoc.TableHead(), { body }, pandoc.TableFoot())
end

local function table_in_typst(tbl) return around("firm-table", { tbl }) end

local function field(code) return pandoc.RawInline("openxml", '<w:r>' .. code .. '</w:r>') end

-- The headings of a level, each leading to its place. It is a field, which Word fills anew, with the numbers of pages,
-- when it is updated; until then it holds the headings alone, as only who lays a document out knows its pages.
local function contents_in_docx(level, blocks)
  local line = pandoc.Inlines({ pandoc.Strong("Contents"), pandoc.Space(), field('<w:fldChar w:fldCharType="begin"/>'),
    field(('<w:instrText xml:space="preserve"> TOC \\o "%d-%d" \\h \\z \\u </w:instrText>'):format(level, level)),
    field('<w:fldChar w:fldCharType="separate"/>') })
  local is_first = true
  blocks:walk({ Header = function(heading)
    if heading.level ~= level then return end
    if not is_first then line:extend({ pandoc.Space(), pandoc.Str("·"), pandoc.Space() }) end
    is_first = false
    line:insert(pandoc.Link(heading.content, "#" .. heading.identifier))
  end })
  line:insert(field('<w:fldChar w:fldCharType="end"/>'))
  return is_first and {} or pandoc.Para(line)
end

local function with_contents(doc)
  return doc:walk({ Div = function(div)
    if not div.classes:includes("contents") then return nil end
    local level = tonumber(div.attributes.level)
    if FORMAT:match("docx") then return contents_in_docx(level, doc.blocks) end
    return FORMAT:match("typst") and pandoc.RawBlock("typst", ("#contents-line(%d)"):format(level)) or {}
  end })
end

if FORMAT:match("typst") then
  return { { Pandoc = with_contents }, { traverse = "topdown", Div = div_in_typst },
    { Span = span_in_typst, Table = table_in_typst } }
elseif FORMAT:match("docx") then
  return { { Pandoc = with_contents }, { Div = div_in_docx }, { Span = span_in_docx } }
end
