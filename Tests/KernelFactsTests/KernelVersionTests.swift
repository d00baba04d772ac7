import KernelFacts
import Testing

@Suite struct KernelVersionTests {
  @Test(arguments: [
    ("6.18", KernelVersion(6, 18)), ("6.1.0-50-cloud-amd64", KernelVersion(6, 1, 0)),
    ("6.18.44-fc-v595", KernelVersion(6, 18, 44)), ("5.10.251", KernelVersion(5, 10, 251)),
    ("7.3-rc1", KernelVersion(7, 3)), ("4.19+", KernelVersion(4, 19)), ("5.15.x", KernelVersion(5, 15)),
  ])
  func `what uname prints is read`(text: String, version: KernelVersion) {
    #expect(KernelVersion(text) == version)
  }

  @Test(arguments: [
    "", "6", "6.", ".1", "-", "v6.1", "99999999999999999999.1", "6.99999999999999999999", "²³.1", "a.b",
  ])
  func `what is no version is none`(text: String) {
    #expect(KernelVersion(text) == nil)
  }

  @Test func `versions compare by number, not by text`() {
    #expect(KernelVersion(5, 4) < KernelVersion(5, 10))
    #expect(KernelVersion(5, 19) < KernelVersion(6, 0))
    #expect(KernelVersion(6, 1, 9) < KernelVersion(6, 1, 10))
    #expect(KernelVersion(6, 1).description == "6.1")
    #expect(KernelVersion(6, 1, 176).description == "6.1.176")
  }

  @Test func `a libbpf version is read with and without its v`() {
    #expect(LibbpfVersion("v1.4") == LibbpfVersion(1, 4))
    #expect(LibbpfVersion("1.10") == LibbpfVersion(1, 10))
    #expect(LibbpfVersion("1") == nil)
    #expect(LibbpfVersion(1, 4) < LibbpfVersion(1, 10))
  }
}
