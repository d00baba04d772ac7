import Fixtures
import Foundation
import TestSupport
import Testing

@Suite struct TestSchemaTests {
  private struct Schema: Decodable {
    struct Part: Decodable {
      var properties: [String: Part]?
      var oneOf: [Part]?
      var anyOf: [Part]?
      var names: [String]?

      enum CodingKeys: String, CodingKey {
        case properties, oneOf, anyOf
        case names = "enum"
      }

      init(from decoder: any Decoder) throws {
        // Some parts are a mere true.
        guard let container = try? decoder.container(keyedBy: CodingKeys.self) else { return }
        properties = try container.decodeIfPresent([String: Part].self, forKey: .properties)
        oneOf = try container.decodeIfPresent([Part].self, forKey: .oneOf)
        anyOf = try container.decodeIfPresent([Part].self, forKey: .anyOf)
        names = try? container.decodeIfPresent([String].self, forKey: .names)
      }
    }
    var properties: [String: Part]
    var definitions: [String: Part]
    var additionalProperties: Bool

    enum CodingKeys: String, CodingKey {
      case properties, additionalProperties
      case definitions = "$defs"
    }
  }

  private func schema() throws -> Schema {
    try JSONDecoder().decode(Schema.self, from: Data(contentsOf: Repository.path("docs/test.schema.json")))
  }

  @Test func `the schema has the reader's keys and no others`() throws {
    let schema = try schema()
    func keys(_ part: Schema.Part?) -> Set<String> { Set(part?.properties?.keys ?? [:].keys) }
    func words<Key: CaseIterable & RawRepresentable>(_ type: Key.Type) -> Set<String> where Key.RawValue == String {
      Set(type.allCases.map(\.rawValue))
    }
    #expect(Set(schema.properties.keys) == words(TestFileKey.self))
    #expect(!schema.additionalProperties)
    let testCase = try #require(schema.definitions["caseKeys"])
    #expect(keys(testCase) == words(TestCaseKey.self))
    #expect(keys(testCase.properties?["maps"]) == words(TestMapsKey.self))
    #expect(keys(testCase.properties?["only_if"]) == words(ConditionKey.self))
    #expect(keys(schema.definitions["step"]) == words(TestStepKey.self))
    #expect(keys(schema.definitions["task"]) == words(TaskKey.self))
    #expect(keys(schema.definitions["run"]?.oneOf?.last) == words(RunKey.self))
    #expect(keys(schema.definitions["expectation"]) == words(ExpectKey.self))
    let machines = Set(schema.definitions["architecture"]?.anyOf?.last?.names ?? [])
    #expect(machines == Set(CaseCondition.knownArchitectures).union(["arm64", "amd64"]))
  }

  /// What the reader takes and refuses, the schema takes and refuses too, as far as a schema can.
  private static let texts = [
    "{}", "cases: []", "cases: [{name: a}]", "cases: {a: b}", "cases: [{skip: x}]", "cases: [x]",
    "cases: [{name: a, expect: {return: 1}}]\nobjects: a.o\nkernels: [host, 6.1]",
    "cases: [{name: a, expect: {retrun: 1}}]", "cases: [{name: a, expct: {return: 1}}]",
    "cases: [{name: a, expect: snapshot, packet: {eth: {}}}]", "cases: [{name: a, expect: snapsht}]",
    "cases: [{name: a, skip: x, packet: [{eth: {}}, {vlan: {}}], context: {mark: 1}, args: [1, 2]}]",
    "cases: [{name: a, skip: x, task: {uid: 1, comm: b, cgroup: web-1}}]",
    "cases: [{name: a, skip: x, task: {uid: -1}}]",
    "cases: [{name: a, skip: x, task: {cgroup: ../up}}]", "cases: [{name: a, skip: x, task: {pid: 1}}]",
    "cases: [{name: a, skip: x, task: [uid]}]",
    "cases: [{name: a, regs: {arg1: sk, ret: -1}, objects: {sk: {type: sock}}, expect: {return: 0}}]",
    "cases: [{name: a, regs: [1], mocks: {}, expect: {return: 0}}]",
    "cases: [{name: a, mock: {bpf_ktime_get_ns: [5s, +1ms]}, expect: {calls: {bpf_ktime_get_ns: 2}}}]",
    "cases: [{name: a, attach: p, drive: {open: /x}, regs: {arg1: 1}, expect: {maps: {m: {}}}}]",
    "cases: [{name: a, skip: x, repeat: 5, run: {live_frames: true}}]", "cases: [{name: a, skip: x, repeat: 0}]",
    "cases: [{name: a, skip: x, repeat: often}]", "cases: [{name: a, skip: x, run: {live_frames: 1}}]",
    "cases: [{name: a, skip: x, run: {cpu: 1}}]",
    "cases: [{name: a, skip: x, maps: {before: {m: {1: 2}}, after: {m: {1: 3}}}}]",
    "cases: [{name: a, skip: x, maps: {befor: {}}}]",
    "cases: [{name: a, skip: x, only_if: {kernel: '>= 5.15, < 6.8', arch: [x86_64, arm64]}}]",
    "cases: [{name: a, skip: x, only_if: {kernel: 6.1}}]", "cases: [{name: a, skip: x, only_if: {kernel: new}}]",
    "cases: [{name: a, skip: x, only_if: {arch: z80}}]", "cases: [{name: a, skip: x, only_if: {os: linux}}]",
    "cases: [{name: a, steps: [{packet: {}, expect: {return: 1}}, {name: b, repeat: 2}]}]",
    "cases: [{name: a, steps: []}]",
    "cases: [{name: a, steps: {expect: {return: 1}}}]", "cases: [{name: a, steps: [{expect: snapshot}]}]",
    "cases: [{name: a, steps: [{maps: {}}]}]", "cases: [{name: a, steps: [{}], expect: {return: 1}}]",
    "cases: [{name: a, steps: [{}], expect: snapshot, program: p}]",
    "cases: [{name: a, attach: p, drive: {connect: [127.0.0.1, 80]}, expect: {maps: {m: {0: 1}}}}]",
    "cases: [{name: a, attach: [p, q], drive: [{open: /x}, {command: [/bin/true]}], expect: {events: {e: []}}}]",
    "cases: [{name: a, attach: p, drive: [{open: /x, expect: EPERM}, {command: [/x], expect: 3}], expect: {maps: {m: {}}}}]",
    "cases: [{name: a, attach: p, drive: [{open: /x, expect: no}], expect: {maps: {m: {}}}}]",
    "cases: [{name: a, attach: p, drive: [{expect: EPERM}], expect: {maps: {m: {}}}}]",
    "cases: [{name: a, attach: p, expect: {maps: {}}}]", "cases: [{name: a, drive: {open: x}, expect: {maps: {}}}]",
    "cases: [{name: a, attach: p, drive: [{open: x, exec: y}], expect: {maps: {}}}]",
    "cases: [{name: a, attach: p, drive: {open: x}, packet: {}, expect: {maps: {}}}]",
    "cases: [{name: a, attach: p, drive: [{packet: ff00}, {packet: {eth: {}}}], expect: {maps: {m: {}}}}]",
    "cases: [{name: 'a $n', for each: [{n: 1}, {n: 2}], expect: {return: $n}}]",
    "cases: [{name: a, for each: [], expect: {return: 1}}]", "cases: [{name: a, for each: [[1]], expect: {return: 1}}]",
    "cases: [{name: a, for each: [{1n: 1}], expect: {return: 1}}]",
    "let: {n: 3, r: [{m: 1}]}\ncases: [{name: 'a $m', for each: $r, repeat: $n, expect: {return: $n}}]",
    "let: {n-m: 3}\ncases: [{name: a, skip: x}]", "let: [n]\ncases: [{name: a, skip: x}]",
    "packets: {p: {eth: {}}}\nstructs: {s: {a: 1}}\ncases: [{name: a, packet: {from: p}, expect: {packet: unchanged}}]",
    "packets: [p]\ncases: [{name: a, skip: x}]",
    "defaults: {program: p, expect: {return: 0}}\ncases: [{name: a}]",
    "defaults: {prgram: p}\ncases: [{name: a, skip: x}]",
    "defaults: [p]\ncases: [{name: a, skip: x}]",
    "cases: [{name: a, expect: {trace: [a, /b/], maps: {m: {exact: {1: 2}}}, globals: {g: 1}, context: {mark: 2}}}]",
  ]

  /// What no schema can see: names that nothing has, cases that expect nothing, what no default gives either.
  private static let beyondSchemas: Set<String> = [
    "cases: [{name: a}]", "cases: [{name: a, attach: p, expect: {maps: {}}}]",
    "cases: [{name: a, drive: {open: x}, expect: {maps: {}}}]",
  ]

  @Test func `a real validator agrees with the reader`() async throws {
    let python = try #require(Executables.find("python3"))
    let probe = try await RunningCommand(python, ["-c", "import jsonschema, yaml"]).result()
    guard probe.ending == .status(0) else { try Test.cancel("python3 has no jsonschema and yaml modules") }
    let scratch = try TemporaryDirectory()
    var files = try FileManager.default.subpathsOfDirectory(atPath: Repository.path("corpus").path)
      .filter { $0.hasSuffix(TestFile.suffix) }.sorted().map { Repository.path("corpus/\($0)").path }
    let ours = files.count
    for (index, text) in Self.texts.enumerated() { files.append(try scratch.write(text, to: "\(index).yml").path) }
    let program = """
      import json, sys, yaml, jsonschema
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      validator = jsonschema.Draft202012Validator(schema)
      def keys(value):
          # The reader takes a key as it is written; JSON knows keys of text only.
          if isinstance(value, dict): return {str(key): keys(inner) for key, inner in value.items()}
          return [keys(inner) for inner in value] if isinstance(value, list) else value
      for name in sys.argv[2:]:
          print('good' if validator.is_valid(keys(yaml.safe_load(open(name)))) else 'bad')
      """
    let schema = Repository.path("docs/test.schema.json").path
    let result = try await RunningCommand(python, ["-c", program, schema] + files).result()
    #expect(result.ending == .status(0), "\(result.errorText)")
    let verdicts = result.outputText.split(separator: "\n").map { $0 == "good" }
    try #require(verdicts.count == files.count)
    for (file, verdict) in zip(files, verdicts).prefix(ours) { #expect(verdict, "\(file)") }
    #expect(verdicts.count { $0 } > 15 && verdicts.count { !$0 } > 15)
    for (text, verdict) in zip(Self.texts, verdicts.dropFirst(ours)) where !Self.beyondSchemas.contains(text) {
      let isRead = (try? TestFile.read(Array(text.utf8), file: "a.test.yml")) != nil
      #expect(isRead == verdict, "\(text)")
    }
  }

  @Test func `every test file of the corpus is read`() throws {
    let corpus = Repository.path("corpus")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: corpus.path).filter {
      $0.hasSuffix(TestFile.suffix)
    }
    for path in paths {
      let file = try TestFile.read(Array(Data(contentsOf: corpus.appending(path: path))), file: path)
      #expect(!file.cases.isEmpty, "\(path)")
    }
  }
}
