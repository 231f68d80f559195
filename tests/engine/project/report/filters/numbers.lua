-- A number that a reader meets, `[41%](target){.number .reported data-id="…"}`, printed with the mark of its kind.
-- In PDF the mark is drawn by `number-link` of styles/typst-template.typ, in DOCX by the character styles of the
-- reference document; in HTML the style sheet draws it, so the link stays as it is.

local kinds = { reported = "Number Reported", derived = "Number Derived", implied = "Number Implied",
  judged = "Number Judged" }

local function kind_of(el)
  if not el.classes:includes("number") then return nil end
  for kind in pairs(kinds) do
    if el.classes:includes(kind) then return kind end
  end
end

local function in_typst(link, kind)
  local label = link.target:gsub("^#", ""):gsub("\\", "\\\\"):gsub('"', '\\"')
  local inlines = pandoc.Inlines({ pandoc.RawInline("typst", ('#number-link("%s", label("%s"))['):format(kind, label)) })
  inlines:extend(link.content)
  inlines:insert(pandoc.RawInline("typst", "]"))
  return inlines
end

local function in_docx(link, kind)
  link.content = pandoc.Inlines({ pandoc.Span(link.content, pandoc.Attr("", {}, { ["custom-style"] = kinds[kind] })) })
  return link
end

function Link(link)
  local kind = kind_of(link)
  if kind == nil or link.target:sub(1, 1) ~= "#" then return nil end
  if FORMAT:match("typst") then return in_typst(link, kind) end
  if FORMAT:match("docx") then return in_docx(link, kind) end
end
