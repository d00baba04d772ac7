import Testing

@testable import MicroVM

@Suite struct KernelReferenceTests {
  @Test(arguments: [
    ("host", KernelReference.host), ("debian:6.1", .debian(series: "6.1", version: nil)),
    ("debian:newest", .debian(series: "newest", version: nil)),
    ("debian:6.12=6.12.118-1", .debian(series: "6.12", version: "6.12.118-1")), ("./vmlinuz", .path("./vmlinuz")),
    ("/boot", .path("/boot")), (".", .path(".")), ("mine-6.6", .added("mine-6.6")),
  ])
  func `a name says what is meant`(_ text: String, _ reference: KernelReference) throws {
    #expect(try KernelReference(text) == reference)
    #expect(reference.text == text)
  }

  @Test(arguments: [
    "", "debian:", "debian:6", "debian:6.x", "debian:6.1=", "debian:6.1=a=b", "ubuntu:6.8", "a b", "-x",
  ])
  func `a name that means nothing is refused`(_ text: String) {
    #expect(throws: ImageError.self) { try KernelReference(text) }
  }
}
