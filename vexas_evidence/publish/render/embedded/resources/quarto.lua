-- What Quarto adds to Pandoc's Markdown, for HTML, Typst, DOCX and PPTX: conditional content, callouts, floats with
-- numbers, cross-references, links between pages, pictures with alternative text, and HTML tables as real tables.
-- What cannot be done is written to stderr as `problem<TAB>kind<TAB>token<TAB>known names`; the caller stops there.

local context = pandoc.json.decode(os.getenv("ENGINE_CONTEXT"), false)
local to = context.format
local numbers = {}
local identifiers = {}
local words = { tbl = "Table", fig = "Figure", sec = "Section" }

local function problem(kind, token, known)
  io.stderr:write(table.concat({ "problem", kind, token, known or "" }, "\t") .. "\n")
end

local function typst(text) return pandoc.RawBlock("typst", text) end

local function typst_string(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("\n", " ") .. '"'
end

local function styled(style, blocks) return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = style })) end

local function sorted_keys(map)
  local keys = {}
  for key in pairs(map) do table.insert(keys, key) end
  table.sort(keys)
  return table.concat(keys, ",")
end

-- Conditional content

local function shown(el)
  local visible, hidden = el.classes:includes("content-visible"), el.classes:includes("content-hidden")
  local wanted, unwanted = el.attributes["when-format"], el.attributes["unless-format"]
  if not visible and not hidden then return nil end
  local holds = (wanted == nil or wanted == to) and (unwanted == nil or unwanted ~= to)
  if hidden then holds = not holds end
  return holds
end

local function without_condition(el)
  local state = shown(el)
  if state == nil then return nil end
  if not state then return {} end
  el.attributes["when-format"], el.attributes["unless-format"] = nil, nil
  el.classes = el.classes:filter(function(name) return name ~= "content-visible" and name ~= "content-hidden" end)
  if #el.classes == 0 and el.identifier == "" and #el.attributes == 0 then return el.content end
  return el
end

-- Callouts

local callouts = {
  note = { "Note", "#0f5a9c" },
  tip = { "Tip", "#1b6e3c" },
  important = { "Important", "#a3282f" },
  warning = { "Warning", "#8a5300" },
  caution = { "Caution", "#9c4a00" },
}

local function callout_title(div, kind)
  if div.attributes.title then
    return pandoc.utils.blocks_to_inlines(pandoc.read(div.attributes.title, "markdown").blocks)
  end
  if div.content[1] and div.content[1].t == "Header" then return div.content:remove(1).content end
  if div.attributes.appearance == "simple" or div.attributes.appearance == "minimal" then return nil end
  return pandoc.Inlines({ pandoc.Str(callouts[kind][1]) })
end

local function callout(div)
  local kind
  for _, name in ipairs(div.classes) do kind = kind or name:match("^callout%-(%a+)$") end
  if kind == nil or callouts[kind] == nil then return nil end
  local title = callout_title(div, kind)
  local body = div.content
  if to == "html" then
    local appearance = div.attributes.appearance or "default"
    local blocks = pandoc.Blocks({})
    if title then
      blocks:insert(pandoc.Div(pandoc.Div(pandoc.Plain(title), pandoc.Attr("", { "callout-title-container" })),
        pandoc.Attr("", { "callout-header" })))
    end
    blocks:insert(pandoc.Div(body, pandoc.Attr("", { "callout-body-container", "callout-body" })))
    local classes = { "callout", "callout-style-" .. appearance, "callout-" .. kind }
    if title then table.insert(classes, "callout-titled") end
    return pandoc.Div(blocks, pandoc.Attr(div.identifier, classes, { role = "note" }))
  elseif to == "typst" then
    local blocks = pandoc.Blocks({ typst("#callout(body: [") })
    blocks:extend(body)
    blocks:insert(typst("], title: [" .. (title and "" or "]")))
    if title then blocks:extend({ pandoc.Plain(title), typst("]") }) end
    blocks:insert(typst(', background_color: white, icon_color: rgb("' .. callouts[kind][2] ..
      '"), icon: none, body_background_color: white)'))
    return pandoc.Div(blocks, pandoc.Attr(div.identifier))
  end
  local blocks = pandoc.Blocks({})
  if title then blocks:insert(styled("Callout Title " .. callouts[kind][1], { pandoc.Para(title) })) end
  blocks:insert(styled("Callout " .. callouts[kind][1], body))
  return pandoc.Div(blocks, pandoc.Attr(div.identifier))
end

local function page_break(div)
  if not div.classes:includes("quarto-pagebreak") then return nil end
  if to == "html" then return pandoc.Div({}, pandoc.Attr("", { "page-break" })) end
  if to == "typst" then return typst("#pagebreak(weak: true)") end
  return pandoc.RawBlock("openxml", '<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
end

-- Tables

local function each_row(tbl, visit)
  for _, row in ipairs(tbl.head.rows) do visit(row) end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.head) do visit(row) end
    for _, row in ipairs(body.body) do visit(row) end
  end
  for _, row in ipairs(tbl.foot.rows) do visit(row) end
end

local function has_strong(cell)
  local found = false
  pandoc.Blocks(cell.contents):walk({ Strong = function() found = true end })
  return found
end

local function embolden(cell)
  cell.contents = cell.contents:walk({
    Plain = function(el) return pandoc.Plain({ pandoc.Strong(el.content) }) end,
    Para = function(el) return pandoc.Para({ pandoc.Strong(el.content) }) end,
  })
end

-- Word needs widths to fit a table to the page; where none are given they follow the longest text of each column.
local function with_widths(tbl)
  local weights, total = {}, 0
  for at, spec in ipairs(tbl.colspecs) do
    if spec[2] ~= nil then return end
    weights[at] = 6
  end
  each_row(tbl, function(row)
    for at, cell in ipairs(row.cells) do
      if #row.cells == #weights and cell.col_span == 1 then
        local length = utf8.len(pandoc.utils.stringify(cell.contents)) or 6
        weights[at] = math.max(weights[at], math.min(length, 40))
      end
    end
  end)
  for _, weight in ipairs(weights) do total = total + weight end
  local specs = {}
  for at, spec in ipairs(tbl.colspecs) do specs[at] = { spec[1], weights[at] / total } end
  tbl.colspecs = specs
end

local function print_table(tbl)
  if to == "html" then return nil end
  each_row(tbl, function(row)
    for _, cell in ipairs(row.cells) do
      if row.attr.classes:includes("gt_group_heading_row") and not has_strong(cell) then embolden(cell) end
    end
  end)
  if to == "typst" then tbl.classes:insert("typst:no-figure") else with_widths(tbl) end
  return tbl
end

-- Floats and their numbers

local function labelled(kind, number, caption)
  local label = pandoc.Inlines({ pandoc.Str(words[kind] .. "\u{a0}" .. number .. ":"), pandoc.Space() })
  label:extend(caption)
  return label
end

local function html_float(kind, id, content, caption)
  local place = kind == "tbl" and "top" or "bottom"
  local open = ('<figure class="quarto-float quarto-float-%s figure">'):format(kind)
  local caption_id = id .. "-caption"
  local cap = pandoc.Blocks({
    pandoc.RawBlock("html", ('<figcaption class="quarto-float-caption-%s quarto-float-caption quarto-float-%s" id="%s">')
      :format(place, kind, caption_id)),
    pandoc.Plain(caption), pandoc.RawBlock("html", "</figcaption>") })
  local body = pandoc.Div(content, pandoc.Attr("", {}, { ["aria-describedby"] = caption_id }))
  local blocks = pandoc.Blocks({ pandoc.RawBlock("html", open) })
  if place == "top" then blocks:extend(cap) end
  blocks:insert(body)
  if place == "bottom" then blocks:extend(cap) end
  blocks:insert(pandoc.RawBlock("html", "</figure>"))
  return pandoc.Div(blocks, pandoc.Attr(id, { "quarto-float", "quarto-figure", "anchored" }))
end

local function typst_float(kind, id, content, caption)
  local blocks = pandoc.Blocks({ typst("#figure([") })
  blocks:extend(content)
  blocks:insert(typst("], caption: figure.caption(position: " .. (kind == "tbl" and "top" or "bottom") .. ", ["))
  blocks:insert(pandoc.Plain(caption))
  blocks:insert(typst('])' .. ', kind: "quarto-float-' .. kind .. '", supplement: ' ..
    typst_string(words[kind]) .. ")<" .. id .. ">"))
  return blocks
end

-- A caption without an id has no number.
local function typst_unnumbered(kind, content, caption)
  local blocks = pandoc.Blocks({ typst("#figure([") })
  blocks:extend(content)
  blocks:insert(typst("], caption: figure.caption(position: " .. (kind == "tbl" and "top" or "bottom") ..
    ', separator: "", ['))
  blocks:insert(pandoc.Plain(caption))
  blocks:insert(typst(']), kind: "quarto-float-' .. kind .. '", supplement: none, numbering: none)'))
  return blocks
end

local function docx_float(kind, id, content, caption)
  local cap = styled(kind == "tbl" and "Table Caption" or "Image Caption", { pandoc.Para(caption) })
  local blocks = pandoc.Blocks({})
  if kind == "tbl" then blocks:insert(cap) end
  if kind == "fig" then blocks:insert(styled("Captioned Figure", content)) else blocks:extend(content) end
  if kind == "fig" then blocks:insert(cap) end
  return pandoc.Div(blocks, pandoc.Attr(id))
end

local function float(id, content, caption)
  local kind = id:match("^(%a+)")
  context.count = context.count or { tbl = 0, fig = 0 }
  context.count[kind] = context.count[kind] + 1
  if numbers[id] then problem("duplicate", id) end
  numbers[id] = context.count[kind]
  content = content:walk({ Figure = function(figure)
    return pandoc.Para(pandoc.utils.blocks_to_inlines(figure.content))
  end })
  if to == "html" then return html_float(kind, id, content, labelled(kind, numbers[id], caption)) end
  if to == "typst" then return typst_float(kind, id, content, caption) end
  return docx_float(kind, id, content, labelled(kind, numbers[id], caption))
end

local function is_float(id) return id:match("^tbl%-") or id:match("^fig%-") end

local function float_div(div)
  if not is_float(div.identifier) then return nil end
  local content = div.content:clone()
  local last = content[#content]
  local only_picture = last and last.content and #last.content == 1 and last.content[1].t == "Image"
  if #content < 2 or (last.t ~= "Para" and last.t ~= "Plain") or only_picture then
    problem("caption", div.identifier)
    return {}
  end
  content:remove(#content)
  return float(div.identifier, content, last.content), false
end

local floats = {
  traverse = "topdown",
  Div = float_div,
  Figure = function(figure)
    local caption = pandoc.utils.blocks_to_inlines(figure.caption.long)
    if not is_float(figure.identifier) then
      if to ~= "typst" or #caption == 0 then return nil end
      return typst_unnumbered("fig", figure.content, caption), false
    end
    return float(figure.identifier, figure.content, caption), false
  end,
  Table = function(tbl)
    local id, caption = tbl.identifier, pandoc.utils.blocks_to_inlines(tbl.caption.long)
    if not is_float(id) and (to ~= "typst" or #caption == 0) then return nil end
    tbl.identifier, tbl.caption = "", pandoc.Caption({})
    if not is_float(id) then return typst_unnumbered("tbl", { tbl }, caption), false end
    return float(id, pandoc.Blocks({ tbl }), caption), false
  end,
}

-- Headings

local function lift_headings(doc)
  local highest = 9
  doc.blocks:walk({ Header = function(el) highest = math.min(highest, el.level) end })
  local shift = context.shift or (to == "typst" and highest > 1 and -1) or 0
  local count = { 0, 0, 0, 0, 0, 0, 0, 0, 0 }
  return doc:walk({ traverse = "topdown", Header = function(el)
    el.level = math.max(1, el.level + shift)
    if el.identifier:match("^sec%-") then numbers[el.identifier] = 0 end
    if el.classes:includes("unnumbered") or not context.number_sections then return el, false end
    local depth = el.level - math.max(1, highest + shift) + 1
    count[depth] = count[depth] + 1
    for deeper = depth + 1, 9 do count[deeper] = 0 end
    local number = table.concat(count, ".", 1, depth)
    if el.identifier:match("^sec%-") then numbers[el.identifier] = number end
    if to ~= "typst" then
      el.content:insert(1, pandoc.Span({ pandoc.Str(number) }, pandoc.Attr("", { "header-section-number" })))
      el.content:insert(2, pandoc.Space())
    end
    return el, false
  end })
end

-- References

local function reference(citation)
  local kind = citation.id:match("^(%a+)%-")
  if not (kind == "tbl" or kind == "fig" or kind == "sec") then
    problem("citation", citation.id)
    return pandoc.Inlines({})
  end
  local number = numbers[citation.id]
  if number == nil then
    problem("reference", citation.id, sorted_keys(numbers))
    return pandoc.Inlines({})
  end
  if kind == "sec" and not context.number_sections then
    problem("unnumbered", citation.id)
    return pandoc.Inlines({})
  end
  local prefix = pandoc.Inlines({ pandoc.Str(words[kind]) })
  if #citation.prefix > 0 then prefix = citation.prefix end
  if citation.mode == "SuppressAuthor" then prefix = pandoc.Inlines({}) end
  if to == "typst" then
    local inlines = pandoc.Inlines({ pandoc.RawInline("typst", "#ref(<" .. citation.id .. ">, supplement: [") })
    inlines:extend(prefix)
    inlines:insert(pandoc.RawInline("typst", "])"))
    inlines:extend(citation.suffix)
    return inlines
  end
  if #prefix > 0 then prefix:insert(pandoc.Str("\u{a0}")) end
  prefix:insert(pandoc.Str(tostring(number)))
  local inlines = pandoc.Inlines({ pandoc.Link(prefix, "#" .. citation.id, "", pandoc.Attr("", { "quarto-xref" })) })
  inlines:extend(citation.suffix)
  return inlines
end

local function references(cite)
  local inlines = pandoc.Inlines({})
  for at, citation in ipairs(cite.citations) do
    if at > 1 then inlines:extend({ pandoc.Str(","), pandoc.Space() }) end
    inlines:extend(reference(citation))
  end
  return inlines
end

-- Links and pictures

local function project_path(path)
  local whole = path:sub(1, 1) == "/" and path:sub(2) or pandoc.path.join({ pandoc.path.directory(context.page), path })
  return (pandoc.path.normalize(whole):gsub("^%./", ""))
end

local function page_link(target)
  local path, anchor = target:match("^([^#?:]*%.qmd)(#?.*)$")
  if path == nil then return nil end
  local page = project_path(path)
  local parts = {}
  for part in page:gmatch("[^/]+") do
    if part == ".." and #parts > 0 then table.remove(parts) else table.insert(parts, part) end
  end
  page = table.concat(parts, "/")
  if to ~= "html" then
    if page == context.page and anchor ~= "" then return anchor end
    problem("elsewhere", target)
    return nil
  end
  local output = context.pages[page]
  if output == nil then
    problem("page", target, sorted_keys(context.pages))
    return nil
  end
  return context.offset .. output .. anchor
end

local function html_links(el)
  if to ~= "html" or el.format ~= "html" or not el.text:find("%.qmd") then return nil end
  el.text = el.text:gsub("<a%s[^>]*>", function(tag)
    return tag:gsub("(href=)([\"'])(.-)%2", function(name, quote, target)
      local link = page_link(target)
      return link and name .. quote .. link .. quote
    end)
  end)
  return el
end

local function link(el)
  el.target = page_link(el.target) or el.target
  local id = el.target:match("^#(.+)$")
  if id and not identifiers[id] and not numbers[id] then problem("anchor", id) end
  return el
end

local function length(value)
  local pixels = value:match("^([%d.]+)p?x?$")
  return pixels and ("%.3fin"):format(tonumber(pixels) / 96) or value
end

local function typst_image(image, alternative)
  local source
  if image.src:match("^data:") then
    local _, content = pandoc.mediabag.fetch(image.src)
    local bytes = {}
    for at = 1, #content do bytes[at] = content:byte(at) end
    source = "bytes((" .. table.concat(bytes, ",") .. ",))"
  else
    source = typst_string("/" .. project_path(image.src))
  end
  local options = { source, "alt: " .. typst_string(alternative) }
  for _, key in ipairs({ "width", "height" }) do
    if image.attributes[key] then table.insert(options, key .. ": " .. length(image.attributes[key])) end
  end
  return pandoc.RawInline("typst", "#box(image(" .. table.concat(options, ", ") .. "))")
end

local function picture(image)
  local alternative = image.attributes["fig-alt"] or image.attributes.alt or pandoc.utils.stringify(image.caption)
  image.attributes["fig-alt"] = nil
  if not image.src:match("^%a+:") then
    local file = io.open(context.root .. "/" .. project_path(image.src), "rb")
    if file then file:close() else problem("picture", image.src) end
  else
    if not image.src:match("^data:") then problem("remote", image.src) end
  end
  if to == "typst" then return typst_image(image, alternative) end
  if to == "html" then
    image.attributes.alt = alternative
    if image.src:sub(1, 1) == "/" then image.src = context.offset .. image.src:sub(2) end
  else
    -- PPTX sets a caption below its picture, and takes the alternative text from the title.
    if to == "pptx" and image.title == "" then image.title = alternative end
    image.caption = pandoc.Inlines(to == "pptx" and {} or { pandoc.Str(alternative) })
    if image.src:sub(1, 1) == "/" then image.src = context.root .. image.src end
  end
  return image
end

local function note_identifier(el)
  if el.identifier ~= "" then identifiers[el.identifier] = true end
end

local function note_raw(el)
  for id in el.text:gmatch("%sid=[\"']([^\"']+)[\"']") do identifiers[id] = true end
  if el.format == "typst" then for id in el.text:gmatch("<([%w_.:-]+)>") do identifiers[id] = true end end
end

function Pandoc(doc)
  doc = doc:walk({ traverse = "topdown", Div = without_condition, Span = without_condition })
  doc = doc:walk({ Div = function(div) return page_break(div) or callout(div) end, Table = print_table })
  doc = lift_headings(doc):walk(floats)
  doc:walk({ Div = note_identifier, Span = note_identifier, Header = note_identifier, Table = note_identifier,
    Figure = note_identifier, Code = note_identifier, CodeBlock = note_identifier, Link = note_identifier,
    Image = note_identifier, RawBlock = note_raw, RawInline = note_raw })
  doc = doc:walk({ Cite = references, RawBlock = html_links, RawInline = html_links })
  doc = doc:walk({ Link = link, Image = picture })
  return doc
end
