-- A number that a reader meets, `[41%](target){.number .reported data-id="…"}`, printed with the mark of its kind.
-- In PDF the mark is drawn by `number-link` of styles/typst-template.typ, in DOCX by the character styles of the
-- reference document; in HTML the style sheet draws it, so the link stays as it is.

local kinds = { reported = "Number Reported", derived = "Number Derived", inferred = "Number Inferred",
  judged = "Number Judged" }

local function kind_of(el)
  if not el.classes:includes("number") then return nil end
  for kind in pairs(kinds) do
    if el.classes:includes(kind) then return kind end
  end
end

local function quoted(text) return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"' end

-- The span keeps the identity of the number in the document tree.
local function in_typst(el, call)
  local inlines = pandoc.Inlines({ pandoc.RawInline("typst", "#" .. call .. "[") })
  inlines:extend(el.content)
  inlines:insert(pandoc.RawInline("typst", "]"))
  return pandoc.Span(inlines, el.attr)
end

local function in_docx(el, kind)
  el.content = pandoc.Inlines({ pandoc.Span(el.content, pandoc.Attr("", {}, { ["custom-style"] = kinds[kind] })) })
  return el
end

function Link(link)
  local kind = kind_of(link)
  if kind == nil or link.target:sub(1, 1) ~= "#" then return nil end
  if FORMAT:match("typst") then
    link.classes:insert("link")
    return in_typst(link, ("number-link(%s, label(%s))"):format(quoted(kind), quoted(link.target:sub(2))))
  end
  if FORMAT:match("docx") then return in_docx(link, kind) end
end

-- A span has the mark without a link: a legend.
function Span(span)
  local kind = kind_of(span)
  if kind == nil then return nil end
  if FORMAT:match("typst") then return in_typst(span, ("number-mark(%s)"):format(quoted(kind))) end
  if FORMAT:match("docx") then return in_docx(span, kind) end
end

-- Quarto makes a callout of DOCX a table; here the paragraph styles of the reference document mark it, as those of the
-- embedded engine do, which knows no such element. In a PDF a simple one without a title gets none.
local function styled(style, blocks)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = style }))
end

function Callout(callout)
  local untitled = not callout.title or pandoc.utils.stringify(callout.title) == ""
  local content = quarto.utils.as_blocks(callout.content)
  if FORMAT:match("typst") and untitled and callout.appearance ~= "default" then
    local blocks = pandoc.Blocks({ pandoc.RawBlock("typst", "#callout(body: [") })
    blocks:extend(content)
    local color = ("], icon_color: callout-colors.%s)"):format(callout.type)
    blocks:insert(pandoc.RawBlock("typst", color))
    return blocks
  elseif not FORMAT:match("docx") then
    return nil
  end
  local kind = callout.type:gsub("^%l", string.upper)
  local blocks = pandoc.Blocks({})
  if not untitled then
    blocks:insert(styled("Callout Title " .. kind, { pandoc.Para(quarto.utils.as_inlines(callout.title)) }))
  end
  blocks:insert(styled("Callout " .. kind, content))
  return blocks
end

-- What stands below the title of the first slide comes from a call; a slide has no other place for it.
function Pandoc(doc)
  doc.meta["quarto-required"] = nil -- a number of no record, which DOCX and PPTX would list among their properties
  if not (FORMAT:match("pptx") or FORMAT:match("revealjs")) then return doc end
  doc.blocks = doc.blocks:walk({ Div = function(div)
    if not div.classes:includes("title-page") then return nil end
    local lines = pandoc.utils.blocks_to_inlines(div.content, { pandoc.LineBreak() })
    doc.meta.subtitle = pandoc.MetaInlines(lines)
    return {}
  end })
  return doc
end
