import BPFObject
import TestSupport
import Testing

@testable import Fixtures

@Suite
struct DeclaredTestTests {
  private static let tags = """
    #define TAG(text) __attribute__((btf_decl_tag("comment:test_" text)))
    """

  @Test func `an object's tags are its tests`() async throws {
    let bytes = try await CompiledObject.bytes(
      of: Self.tags + """

        TAG("expect_failure") TAG("expect_msg=2=second") TAG("expect_msg=1=first {{r[0-9]}} of") TAG("description=says no")
        SEC("socket") int refused(void *ctx) { return 0; }
        TAG("expect_success") TAG("retval=-5") TAG("prog_flags=BPF_F_TEST_STATE_FREQ") TAG("expect_failure_unpriv")
        SEC("tc") int returns(void *ctx) { return -5; }
        TAG("auxiliary") TAG("expect_success") SEC("tc") int helped(void *ctx) { return 0; }
        __attribute__((btf_decl_tag("other"))) SEC("tc") int plain(void *ctx) { return 0; }
        """)
    let tests = DeclaredTest.all(of: try ObjectFile(bytes: bytes, name: "tags"))
    #expect(Set(tests.map(\.program)) == ["refused", "returns"])
    let refused = try #require(tests.first { $0.program == "refused" })
    #expect(refused.name == "says no")
    #expect(!refused.loads)
    #expect(refused.messages.map(\.text) == ["first {{r[0-9]}} of", "second"])
    let returns = try #require(tests.first { $0.program == "returns" })
    #expect(returns.loads && returns.testStates)
    #expect(returns.returned == -5)
    #expect(returns.unheld == ["what an unprivileged load comes to"])
  }

  @Test func `numbers are read as the kernel's tests write them`() {
    func returned(_ text: String) -> Int64? {
      DeclaredTest(program: "p", tags: ["comment:test_retval=\(text)"])?.returned
    }
    #expect(returned("0") == 0)
    #expect(returned("-0x10") == -16)
    #expect(returned("INT_MIN") == -2_147_483_648)
    #expect(returned("POINTER_VALUE") == nil)
    #expect(DeclaredTest(program: "p", tags: ["comment:test_retval=POINTER_VALUE"])?.runs == true)
    #expect(DeclaredTest(program: "p", tags: ["comment:test_retval=soon"])?.unheld.count == 1)
    #expect(DeclaredTest(program: "p", tags: ["comment:test_unknown=1"]) == nil)
  }

  @Test(arguments: [
    ("a.b", "xa.by", true), ("a.b", "xacby", false), ("r{{[0-9]+}} is {{.*}}!", "now r12 is (it)!", true),
    ("r{{[0-9]+}} is", "r is", false), ("{{[}}", "[", false), ("{{", "a {{ b", true),
  ])
  func `messages are found`(message: String, log: String, expected: Bool) {
    #expect((DeclaredMessage(message).range(in: log[...]) != nil) == expected)
  }
}
