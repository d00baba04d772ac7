import Testing

@testable import MicroVM

@Suite struct DebianTests {
  /// The order is that of Debian's policy manual.
  @Test(arguments: [
    ("6.1.192-3", "6.1.192-10"), ("6.1.0-9-cloud", "6.1.0-10-cloud"), ("7.3.4-1~bpo13+1", "7.3.4-1"),
    ("5.10.262-1", "6.1.1-1"), ("6.12.118-1", "7.2.12-1"), ("1:1.0", "2:0.1"), ("2.0", "1:0.1"), ("1.0", "1.0a"),
    ("1.0~~", "1.0~"), ("1.0~", "1.0"), ("6.12.115+deb13", "6.12.115+deb13.1"), ("1.0a", "1.0+"),
  ])
  func `a version comes before another`(_ lower: String, _ higher: String) {
    #expect(DebianVersion(lower) < DebianVersion(higher))
    #expect(!(DebianVersion(higher) < DebianVersion(lower)))
    #expect(DebianVersion(lower) != DebianVersion(higher))
  }

  @Test func `zeros before a number do not count`() {
    #expect(DebianVersion("1.007-1") == DebianVersion("1.7-1"))
    #expect(DebianVersion("1.007-1").hashValue == DebianVersion("1.7-1").hashValue)
  }

  @Test func `packages of both layouts are found and those that only name others are not`() {
    let text = """
      Package: linux-image-6.1.0-57-cloud-amd64-unsigned
      Source: linux
      Version: 6.1.192-3
      Size: 26715828
      Description: Linux 6.1 for x86-64 cloud
       Package: not a field

      Package: linux-image-7.3.4+deb13-cloud-amd64
      Version: 7.3.4-1~bpo13+1
      Size: 1928

      Package: linux-binary-unsigned-7.3.4+deb13-cloud-amd64
      Version: 7.3.4-1~bpo13+1
      Size: 13602692

      """
    let packages = DebianPackage.all(in: text)
    #expect(packages.map(\.series) == ["6.1", "7.3"])
    #expect(packages[0].parts == ["linux-image-6.1.0-57-cloud-amd64-unsigned"])
    #expect(
      packages[1].parts == [
        "linux-binary-unsigned-7.3.4+deb13-cloud-amd64", "linux-base-7.3.4+deb13-cloud-amd64",
        "linux-modules-7.3.4+deb13-cloud-amd64",
      ])
  }
}
