import TestSupport
import Testing

@testable import Fixtures

/// The kernel's descriptions of tracepoints' records.
struct TraceFormatTests {
  private static let text = """
    name: sys_enter_openat
    ID: 700
    format:
    \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
    \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

    \tfield:int __syscall_nr;\toffset:8;\tsize:4;\tsigned:1;
    \tfield:const char * filename;\toffset:24;\tsize:8;\tsigned:0;
    \tfield:__data_loc char[] name;\toffset:32;\tsize:4;\tsigned:0;
    \tfield:char comm[16];\toffset:36;\tsize:16;\tsigned:0;
    \tfield:u8 gid[sizeof(union ib_gid)];\toffset:52;\tsize:16;\tsigned:0;

    print fmt: "x"
    """

  @Test func `Fields have their names, types and places`() throws {
    let fields = try #require(TraceFormat(Self.text)).fields
    #expect(fields.map(\.name) == ["common_type", "common_pid", "__syscall_nr", "filename", "name", "comm", "gid"])
    #expect(fields.map(\.offset) == [0, 4, 8, 24, 32, 36, 52])
    #expect(fields.map(\.size) == [2, 4, 4, 8, 4, 16, 16])
    #expect(fields.map(\.isSigned) == [false, true, true, false, false, false, false])
    #expect(fields.map(\.count) == [nil, nil, nil, nil, nil, 16, 16])
    #expect(
      fields.map(\.declaration) == ["unsigned short", "int", "int", "const char *", "__data_loc char[]", "char", "u8"])
  }

  @Test func `What is no description has no fields`() {
    #expect(TraceFormat("") == nil)
    #expect(TraceFormat("field:int a;\toffset:-1;\tsize:4;") == nil)
    #expect(TraceFormat("field:int a;\toffset:0;\tsize:99999999;") == nil)
    #expect(TraceFormat("field:;\toffset:0;\tsize:4;") == nil)
    #expect(TraceFormat("field:int a;\toffset:9223372036854775807;\tsize:9;") == nil)
  }

  @Test func `Damaged descriptions are read without a crash`() {
    var random = SeededGenerator(seed: 7)
    let bytes = Array(Self.text.utf8)
    var budget = FuzzBudget(rounds: 2000)
    while budget.next() != nil {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let place = Int.random(in: damaged.indices, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: damaged[place] = UInt8.random(in: 0...255, using: &random)
        case 1: damaged.remove(at: place)
        default: damaged.insert(contentsOf: Array("9;[]:".utf8).shuffled(using: &random), at: place)
        }
      }
      for field in TraceFormat(String(decoding: damaged, as: UTF8.self))?.fields ?? [] {
        #expect(field.offset >= 0 && field.size >= 0 && field.offset + field.size <= 1 << 16)
      }
    }
  }
}
