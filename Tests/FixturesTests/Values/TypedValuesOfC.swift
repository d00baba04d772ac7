import BPFObject
import BTF
import Findings
import Fixtures
import Placed
import TestSupport
import Testing

/// Values of the types of one C text, which is compiled once for each test that asks.
struct TypedValuesOfC {
  /// What came of writing a text.
  struct Written {
    var bytes: [UInt8]?
    /// `line:column: message; hint`.
    var problems: [String]
  }

  /// C types by the variable that has them.
  static let variables: [String: String] = [
    "__u8": "v_u8", "__s8": "v_s8", "__u16": "v_u16", "__u32": "v_u32", "__s32": "v_s32", "__s64": "v_s64",
    "__u64": "v_u64", "_Bool": "v_bool", "char": "v_char", "enum mode": "v_mode", "enum sign": "v_sign",
    "enum large": "v_large", "void *": "v_pointer", "__be16": "v_be16", "__be32": "v_be32", "char[8]": "v_text8",
    "char[4]": "v_text4", "__u8[6]": "v_mac", "__u8[4]": "v_four", "__u8[16]": "v_sixteen", "__u16[3]": "v_three",
    "struct in6_addr": "v_in6", "struct outer": "v_outer", "struct inner": "v_inner", "struct gaps": "v_gaps",
    "struct named": "v_named", "struct keys": "v_keys",
  ]

  static let source = CSource(
    """
    #include <linux/in6.h>
    enum mode { OFF, ON = 3, LOUD = 8 };
    enum sign { BELOW = -1, ABOVE = 1 };
    enum large { NONE, HUGE = 1ULL << 32 };
    struct inner { __u8 low : 3; __s8 high : 5; };
    struct outer {
      __u8 id;
      __u8 : 8;
      struct inner in;
      union { __u32 number; char text[4]; struct { __u16 a, b; } pairs; };
    };
    struct gaps { __u8 a; __u32 b; __u8 c; __u64 : 56; };
    struct named { __u32 hex; };
    struct keys { __u32 source; __be16 port; __u8 proto; _Bool known; __u64 seen; char comm[16]; enum mode mode; };
    __u8 v_u8; __s8 v_s8; __u16 v_u16; __u32 v_u32; __s32 v_s32; __s64 v_s64; __u64 v_u64; _Bool v_bool; char v_char;
    enum mode v_mode; enum sign v_sign; enum large v_large; void *v_pointer; __be16 v_be16; __be32 v_be32;
    char v_text8[8]; char v_text4[4]; __u8 v_mac[6]; __u8 v_four[4]; __u8 v_sixteen[16]; __u16 v_three[3];
    struct in6_addr v_in6; struct outer v_outer; struct inner v_inner; struct gaps v_gaps; struct named v_named;
    struct keys v_keys;

    """)

  /// The table and the id of a C type.
  func type(_ name: String) async throws -> (types: TypeTable, id: TypeID) {
    let object = try await CompiledOnce.shared.object()
    let types = try #require(object.types)
    let variable = try #require(Self.variables[name].flatMap { types.type(named: $0, kind: .var) }, "\(name)")
    return (types, try #require(variable.target))
  }

  func write(_ text: String, as name: String, fill: UInt8 = 0, padding: UInt8? = nil) async throws -> Written {
    let (types, id) = try await type(name)
    let document = try PlacedDocument(Array(text.utf8), file: "f.yml")
    var problems = PlacedProblems()
    let bytes = TypedValues(types: types).bytes(
      of: document.root, type: id, fill: fill, padding: padding, &problems)
    return Written(bytes: bytes, problems: problems.texts)
  }
}

/// Compiles the source of all these tests once.
actor CompiledOnce {
  static let shared = CompiledOnce()
  private var task: Task<ObjectFile, any Error>?

  func object() async throws -> ObjectFile {
    let task =
      self.task
      ?? Task { try ObjectFile(bytes: try await TypedValuesOfC.source.compiled(), name: "values.bpf.o") }
    self.task = task
    return try await task.value
  }
}

extension PlacedProblems {
  /// The problems as `line:column: message; hint`.
  var texts: [String] {
    all.sorted { ($0.span.line, $0.span.column ?? 0) < ($1.span.line, $1.span.column ?? 0) }.map { problem in
      "\(problem.span.line):\(problem.span.column ?? 0): \(problem.message)\(problem.hint.map { "; " + $0 } ?? "")"
    }
  }
}

/// Bytes as `01 02`.
func hex(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}
