-- The last filter of both engines. It writes the document tree as HTML, in which each numeral has its identity
-- (`data-id` or `data-of`: its record; `data-class`: what else it is), for the coverage to read; then it takes the
-- marks that only the tree needs out of the document.

local function context()
  if quarto then
    local root = quarto.project.directory
    local page = pandoc.path.make_relative(quarto.doc.input_file, root):gsub("\\", "/")
    local form = FORMAT:match("^html") and "html" or FORMAT
    return { root = root, page = page, format = form }
  end
  return pandoc.json.decode(os.getenv("ENGINE_CONTEXT"), false)
end

-- Typst prints the number of a table or figure.
local function for_tree(el)
  local float = el.format == "typst" and not el.text:find("numbering: none", 1, true) and
    el.text:match('kind: "quarto%-float%-(%a+)"')
  local begins = el.format == "typst" and el.text == "#figure([" and "begin"
  if float or begins then el.format, el.text = "html", ('<i data-float="%s"></i>'):format(float or begins) end
  return el
end

local function write_tree(doc)
  local about, folder = context(), os.getenv("VEXAS_EVIDENCE_MANIFEST")
  if not folder and not quarto then return end -- nobody asks for coverage
  folder = folder or pandoc.path.join({ about.root, "report/generated/manifest" })
  pandoc.system.make_directory(folder, true)
  local blocks = doc.blocks:clone()
  local below = doc.meta.subtitle
  if below and (FORMAT == "pptx" or FORMAT == "revealjs") then
    blocks:insert(1, pandoc.utils.type(below) == "Inlines" and pandoc.Para(below) or pandoc.Div(below))
  end
  blocks = blocks:walk({ RawBlock = for_tree, RawInline = for_tree })
  local name = pandoc.path.split_extension(pandoc.path.filename(about.page)) .. "." .. about.format .. ".tree"
  local file = assert(io.open(pandoc.path.join({ folder, name }), "w"))
  file:write(about.page, "\t", about.format, "\n", pandoc.write(pandoc.Pandoc(blocks), "html"))
  file:close()
end

local unmarked = {
  Div = function(div) if div.attributes["data-zone"] then return {} end end,
  Span = function(span) if span.attributes["data-class"] or span.attributes["data-of"] then return span.content end end,
}

function Pandoc(doc)
  write_tree(doc)
  return doc:walk(unmarked)
end
