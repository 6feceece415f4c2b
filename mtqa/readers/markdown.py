class MarkdownReader:
    format = "markdown"
    suffixes = (".md", ".markdown")

    def read(self, source, settings):
        yield


class MdxReader:
    format = "mdx"
    suffixes = (".mdx",)

    def read(self, source, settings):
        yield
