function Link(el) return nil end
