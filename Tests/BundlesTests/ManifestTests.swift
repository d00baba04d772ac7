import Bundles
import Foundation
import Jobs
import TestSupport
import Testing

@Suite struct ManifestTests {
  /// A manifest with a value in each field.
  private static var full: BundleManifest {
    var manifest = BundleManifest(
      assay: "0.1.0", command: ["loader", "-x"], kernel: "6.18.44", machine: "x86_64", ending: .exited(3))
    var map = BundleMap(
      name: "counts", type: "hash", typeNumber: 1, keySize: 4, valueSize: 8, maxEntries: 10, flags: 1)
    (map.id, map.types, map.keyType, map.valueType, map.inner, map.contents, map.extra) = (7, 0, 1, 2, 0, 8, 4)
    map.error = BundleError(1)
    manifest.maps = [map]
    manifest.types = [BundleTypes(bytes: 100), BundleTypes(bytes: 3, error: BundleError(22))]
    var program = BundleProgram(
      number: 1, name: "count_execve", type: "kprobe", typeNumber: 2, expectedAttachType: 0, flags: 16,
      license: "GPL", instructions: 9, process: BundleProcess(id: 42, name: "loader"))
    (program.attachTarget, program.tag, program.id) = ("do_exit", "0123456789abcdef", 99)
    (program.error, program.reloadError) = (BundleError(13), BundleError(7))
    (program.maps, program.types, program.lines, program.loads) = ([0], 0, 4, 2)
    (program.object, program.log, program.loaderLog) = ("001-a.bpf.o", "001-a.log", "001-a.loader.log")
    program.attachments = [
      BundleAttachment(.perfEvent, target: "kprobe do_exit", attachType: "perf_event", error: BundleError(16))
    ]
    program.notes = ["a note"]
    manifest.programs = [program]
    manifest.notes = ["another"]
    return manifest
  }

  @Test func `a manifest comes back as it was`() throws {
    let text = try CanonicalJSON.document(Self.full)
    #expect(try CanonicalJSON.decode(BundleManifest.self, from: Data(text.utf8)) == Self.full)
  }

  @Test func `the schema takes every field`() async throws {
    let directory = try TemporaryDirectory()
    var killed = Self.full
    killed.ending = .killed(9)
    killed.programs[0].purpose = .probe
    for (name, manifest) in [("full.json", Self.full), ("killed.json", killed)] {
      let file = try directory.write(try CanonicalJSON.document(manifest), to: name)
      try await JSONSchema("docs/bundle.schema.json").expectValid(file)
    }
  }

  @Test func `questions to the kernel are told from programs`() {
    func load(_ name: String, _ slots: Int) -> CapturedProgram {
      let record = BundleProgram(
        number: 1, name: name, type: "kprobe", typeNumber: 2, expectedAttachType: 0, flags: 0, license: "GPL",
        instructions: slots, process: BundleProcess(id: 1, name: "x"))
      return CapturedProgram(record: record, code: [UInt64](repeating: 0x95, count: slots))
    }
    var attached = load("", 2)
    attached.record.attachments = [BundleAttachment(.pin)]
    var mixed = [load("", 2), load("libbpf_nametest", 2), load("real", 2), load("", 40), attached]
    LoadPurpose.mark(&mixed)
    #expect(mixed.map(\.record.purpose) == [.probe, .probe, .program, .program, .program])
    var refused = load("ksys_read", 2)
    refused.record.attachments = [BundleAttachment(.link, target: "kprobe.multi ksys_read", error: BundleError(95))]
    var others = [refused, load("real", 9)]
    LoadPurpose.mark(&others)
    #expect(others.map(\.record.purpose) == [.probe, .program])
    var unfinished = [load("", 2), load("libbpf_nametest", 2)]
    LoadPurpose.mark(&unfinished)
    #expect(unfinished.map(\.record.purpose) == [.probe, .probe])
    var alone = [load("", 2), load("", 3)]
    LoadPurpose.mark(&alone)
    #expect(alone.map(\.record.purpose) == [.program, .program])
  }
}
