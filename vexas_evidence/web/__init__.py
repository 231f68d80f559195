"""What a finished site needs beside its pages: heads, linked data, citations, embedding, scripts, sitemap and feed."""
