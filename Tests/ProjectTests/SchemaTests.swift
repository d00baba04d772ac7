import Foundation
import Project
import TestSupport
import Testing

struct SchemaTests {
  private struct Schema: Decodable {
    struct Part: Decodable {
      var properties: [String: Anything]?
      var oneOf: [Part]?
    }
    struct Anything: Decodable {}
    var properties: [String: Anything]
    var definitions: [String: Part]
    var additionalProperties: Bool

    enum CodingKeys: String, CodingKey {
      case properties, additionalProperties
      case definitions = "$defs"
    }
  }

  @Test func theSchemaHasTheReadersKeysAndNoOthers() throws {
    let data = try Data(contentsOf: Repository.path("docs/assay.schema.json"))
    let schema = try JSONDecoder().decode(Schema.self, from: data)
    #expect(Set(schema.properties.keys) == Set(ProjectKey.allCases.map(\.rawValue)))
    #expect(
      Set(schema.definitions["variant"]?.properties?.keys ?? [:].keys) == Set(VariantKey.allCases.map(\.rawValue)))
    #expect(Set(schema.definitions["lint"]?.properties?.keys ?? [:].keys) == Set(LintKey.allCases.map(\.rawValue)))
    #expect(
      Set(schema.definitions["allowance"]?.properties?.keys ?? [:].keys)
        == Set(AllowanceKey.allCases.map(\.rawValue)))
    #expect(
      Set(schema.definitions["kernel"]?.oneOf?.last?.properties?.keys ?? [:].keys)
        == Set(KernelKey.allCases.map(\.rawValue)))
    #expect(
      Set(schema.definitions["budget"]?.properties?.keys ?? [:].keys) == Set(BudgetKey.allCases.map(\.rawValue)))
    #expect(
      Set(schema.definitions["growth"]?.properties?.keys ?? [:].keys) == Set(GateMetric.allCases.map(\.rawValue)))
    #expect(
      Set(schema.definitions["reports"]?.properties?.keys ?? [:].keys) == Set(ReportKind.allCases.map(\.rawValue)))
    #expect(!schema.additionalProperties)
  }

  /// What Assay's reader takes and refuses, the schema takes and refuses too.
  @Test func aRealValidatorAgreesWithTheReader() async throws {
    let python = try #require(Executables.find("python3"))
    let probe = try await RunningCommand(python, ["-c", "import jsonschema, yaml"]).result()
    guard probe.ending == .status(0) else { try Test.cancel("python3 has no jsonschema and yaml modules") }
    let scratch = try TemporaryDirectory()
    let texts = [
      "{}", "objects: [a, 5.10]", "objects: {a: b}", "sorces: a", "clang: clang-21", "clang: /bin/sh", "map-memory: 5",
      "map-memory: 64 KiB", "map-memory: much", "variants: {a: {}}", "variants: {a: {globals: {x: 1, 'y.z[1]': true}}}",
      "variants: {a: {globals: [x]}}", "variants: [a]", "variants: {a: {flags: x}}", "variants: {a: {flag-files: b}}",
      "variants: {a: {flag-files: [b]}}", "cflags: -DX", "cflags: [[a]]",
      "lint: {severity: {A2101: ignore}}", "lint: {severity: {A2101: loud}}", "lint: {sevrity: {}}",
      "lint: {allow: {rule: A1, program: p, reason: r}}", "lint: {allow: [{rule: A1, program: p}]}",
      "lint: {allow: [{rule: A1, program: p, reason: r, until: '2027-13'}]}",
      "kernels: host", "kernels: [host, 6.1, {image: debian:6.1, optional: true}]", "kernels: [{optional: true}]",
      "kernels: [{image: host, sha256: xyz}]", "kernels: {a: b}",
      "budgets: {a: {instructions: 400, ns_per_run: 80.5, overhead_percent: 0, cycles_per_event: 7}}",
      "budgets: {'on_*': {worst_case: 400 instructions}}", "budgets: {a: {worst_case: 0.5 ns}}", "budgets: {a: {}}",
      "budgets: {a: {worst_case: 400}}", "budgets: {a: {worst_case: 4 %}}", "budgets: {a: {instructions: -1}}",
      "budgets: {a: {instructions: many}}", "budgets: {a: {instructions: [1]}}", "budgets: {a: {instruction: 1}}",
      "budgets: {a: 400}", "budgets: [a]",
      "budgets: {a: {verified_instructions: 30 %, states: 7, stack_bytes: 1KiB, maps: 0, map_memory: 5, jited_bytes: 1}}",
      "budgets: {a: {verified_instructions: 2000000}}", "budgets: {a: {verified_instructions: 3 0 %}}",
      "budgets: {a: {states: 1.5}}", "budgets: {a: {stack_bytes: lots}}", "budgets: {a: {maps: -1}}",
      "bench: exact", "bench: [exact, native]", "bench: fast", "bench: {exact: true, native: true, programs: 'x*'}",
      "bench: {exact: debian:6.1}", "bench: {exact: [debian:6.1]}", "bench: {native: maybe}", "bench: {fast: true}",
      "growth: {instructions: 0 %, states: ignore, maps: 2.5%}", "growth: {instructions: 5}", "growth: {jit: 1 %}",
      "growth: {states: never}", "expect: {p: {'debian:5.*': rejected A1002, host: refused}}",
      "expect: {p: {host: accepted}}", "expect: {p: {host: rejected A1}}", "expect: {p: rejected}",
      "blocks: load", "blocks: []", "blocks: [load, lint]", "blocks: [looks]", "warns: growth", "warns: {growth: true}",
      "{blocks: load, warns: lint}", "build: make", "build: [make, make install]", "build: {a: b}",
      "tests: 'a/*.test.yml'",
      "baseline: x", "baseline: [x]", "reports: {json: a.json, code-quality: q.json}", "reports: {html: a}",
      "reports: a.json", "lint: {level: error, baseline: b.json}", "lint: {level: loud}",
    ]
    var files = [Repository.path("docs/assay.example.yml").path]
    for (index, text) in texts.enumerated() { files.append(try scratch.write(text, to: "\(index).yml").path) }
    let program = """
      import json, sys, yaml, jsonschema
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      validator = jsonschema.Draft202012Validator(schema)
      for name in sys.argv[2:]:
          print('good' if validator.is_valid(yaml.safe_load(open(name))) else 'bad')
      """
    let schema = Repository.path("docs/assay.schema.json").path
    let result = try await RunningCommand(python, ["-c", program, schema] + files).result()
    #expect(result.ending == .status(0), "\(result.errorText)")
    let verdicts = result.outputText.split(separator: "\n").map { $0 == "good" }
    try #require(verdicts.count == files.count)
    #expect(verdicts[0])
    for (file, verdict) in zip(files, verdicts) {
      let isRead = (try? ProjectSettings.read(file)) != nil
      #expect(isRead == verdict, "\((try? String(contentsOfFile: file, encoding: .utf8)) ?? file)")
    }
  }
}
