import BTF
import Foundation
import TestSupport
import Testing

@Suite struct ByteRegionTests {
  @Test func aMappedFileHasTheFilesBytes() throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write([1, 2, 3, 4, 5] as [UInt8], to: "bytes")
    let region = try ByteRegion(mapping: file.path)
    #expect(region.array == [1, 2, 3, 4, 5])
    #expect(region.word(at: 1) == 0x0504_0302)
    #expect(region[4] == 5)
  }

  @Test func anEmptyFileIsNoBytes() throws {
    let directory = try TemporaryDirectory()
    let region = try ByteRegion(mapping: try directory.write([] as [UInt8], to: "empty").path)
    #expect(region.count == 0 && region.array.isEmpty)
    #expect(throws: BTFError.self) { try TypeTable(region: region) }
  }

  @Test func aFileThatCannotBeReadIsAnErrorWithItsReason() {
    let missing = #expect(throws: MappingError.self) { try ByteRegion(mapping: "/nowhere/btf") }
    #expect(missing?.description == "/nowhere/btf: cannot open: No such file or directory")
    let directory = #expect(throws: MappingError.self) { try ByteRegion(mapping: "/usr") }
    #expect(directory?.description == "/usr: cannot read: Is a directory")
  }

  @Test func aPartIsCutToWhatThereIs() {
    let region = ByteRegion([1, 2, 3, 4])
    #expect(region[1..<3].array == [2, 3])
    #expect(region[1..<3][1..<9].array == [3])
    #expect(region[7..<9].array.isEmpty)
    #expect(region[1..<3][0..<1][0] == 2)
  }

  @Test func aPartOutlivesTheWhole() {
    func part() -> ByteRegion { ByteRegion(Array(0...255))[100..<110] }
    #expect(part().array == Array(100..<110))
  }
}
