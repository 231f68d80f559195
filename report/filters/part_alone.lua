-- Refuses a part of pages that Quarto was asked to render alone, and names the pages that hold it.

function Pandoc()
  local part, pages = pandoc.path.filename(quarto.doc.input_file), {}
  local folder = pandoc.path.directory(pandoc.path.directory(quarto.doc.input_file))
  for _, name in ipairs(pandoc.system.list_directory(folder)) do
    if name:match("%.qmd$") then
      local file = assert(io.open(pandoc.path.join({ folder, name })))
      if file:read("a"):find("{{< include partials/" .. part .. " >}}", 1, true) then
        table.insert(pages, "report/" .. name)
      end
      file:close()
    end
  end
  table.sort(pages)
  io.stderr:write("report/partials/" .. part .. ": a part of pages: a page of the project: render "
    .. table.concat(pages, " or ") .. "\n")
  os.exit(1)
end
