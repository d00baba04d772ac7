import Jobs
import Reports
import Testing

@testable import Checks

/// Cases that kernels answer differently.
struct KernelDisagreementTests {
  private func tested(_ name: String, on kernel: String, _ difference: CaseDifference?) -> TestedCase {
    var tested = TestedCase(
      file: "a.test.yml", span: nil, name: name, object: "a.bpf.o", program: "a",
      kernel: KernelIdentity(name: kernel, release: "6.1", machine: "x86_64"))
    if let difference {
      tested.result = .failed
      tested.differences = [difference]
    }
    return tested
  }

  @Test func `A case that holds on one kernel and not on another is named with what differs first`() {
    let difference = CaseDifference(.maps, path: "hits[0]", expected: "1", actual: "2", step: 2)
    let notes = KernelDisagreement.notes(on: [
      tested("one", on: "host", nil), tested("two", on: "host", nil), tested("one", on: "debian:6.1", difference),
      tested("two", on: "debian:6.1", nil),
    ])
    #expect(notes.count == 1)
    #expect(notes.first?.hasPrefix("kernels differ in 'one': on 6.1") == true)
    #expect(notes.first?.contains("step 2 maps hits[0] is 2, on 6.1") == true)
  }

  @Test func `Where all fail, or what failed was a comparison, there is nothing to say`() {
    let difference = CaseDifference(.return, expected: "1", actual: "2")
    #expect(
      KernelDisagreement.notes(on: [tested("one", on: "host", difference), tested("one", on: "b", difference)]).isEmpty)
    var other = tested("one", on: "b", difference)
    other.against = "main"
    #expect(KernelDisagreement.notes(on: [tested("one", on: "host", nil), other]).isEmpty)
  }
}
