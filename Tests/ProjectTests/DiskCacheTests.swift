import Foundation
import Project
import TestSupport
import Testing

struct DiskCacheTests {
  @Test func theDirectoryIsChosenInItsDocumentedOrder() throws {
    let scratch = try TemporaryDirectory()
    let top = scratch.url.path
    var environment = ["HOME": top + "/home"]
    func directory(_ explicit: String? = nil) -> String? {
      DiskCache(explicit: explicit, environment: environment).directory
    }
    #expect(directory() == top + "/home/.cache/assay/assay-1")
    environment["XDG_CACHE_HOME"] = "relative"
    #expect(directory() == top + "/home/.cache/assay/assay-1")
    environment["XDG_CACHE_HOME"] = top + "/xdg"
    #expect(directory() == top + "/xdg/assay/assay-1")
    environment["ASSAY_CACHE_DIR"] = top + "/own"
    #expect(directory() == top + "/own/assay-1")
    #expect(directory(top + "/flag") == top + "/flag/assay-1")
    #expect(DiskCache(environment: [:]).unusable?.hasPrefix("no cache: neither") == true)
  }

  @Test func entriesComeBackAndCanBeReplaced() throws {
    let scratch = try TemporaryDirectory()
    let cache = DiskCache(explicit: scratch.url.path, environment: [:])
    #expect(cache.read("a/b") == nil)
    try cache.write([1, 2, 3], as: "a/b")
    #expect(cache.read("a/b") == [1, 2, 3])
    try cache.write([], as: "a/b")
    #expect(cache.read("a/b") == [])
    #expect(try LocalFile.list(scratch.url.path + "/assay-1/a") == ["b"])
  }

  @Test func whatIsLongestUnusedGoesFirst() throws {
    let scratch = try TemporaryDirectory()
    let cache = DiskCache(explicit: scratch.url.path, environment: [:], limit: 1000)
    for (index, name) in ["old", "used", "young"].enumerated() {
      try cache.write([UInt8](repeating: 0, count: 300), as: "x/\(name)")
      let path = try #require(cache.path("x/\(name)"))
      let date = Date(timeIntervalSinceNow: Double(index - 10) * 10_000)
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    }
    #expect(cache.read("x/old")?.count == 300)  // now the one used last
    try cache.write([UInt8](repeating: 0, count: 300), as: "y/new")
    #expect(cache.read("x/used") == nil)
    #expect(cache.read("x/old") != nil)
    #expect(cache.read("y/new") != nil)
    // Too large for the cache at all: not stored, nothing else lost.
    try cache.write([UInt8](repeating: 0, count: 1001), as: "z")
    #expect(cache.read("z") == nil)
    #expect(cache.read("y/new") != nil)
  }

  @Test func smallEntriesMakeRoomOnceAMinute() throws {
    let scratch = try TemporaryDirectory()
    let cache = DiskCache(explicit: scratch.url.path, environment: [:], limit: 1000)
    for index in 0..<200 { try cache.write([UInt8](repeating: 0, count: 10), as: "x/\(index)") }
    #expect(try LocalFile.list(scratch.url.path + "/assay-1/x").count == 200)
    let marker = try #require(cache.path("room"))
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -61)], ofItemAtPath: marker)
    try cache.write([UInt8](repeating: 0, count: 10), as: "x/last")
    #expect(try LocalFile.list(scratch.url.path + "/assay-1/x").count <= 88)
    #expect(cache.read("x/last") != nil)
  }

  @Test func nothingOutsideOfTheCachesOwnDirectoryIsEverRemoved() throws {
    let scratch = try TemporaryDirectory()
    try scratch.write([UInt8](repeating: 0, count: 5000), to: "thesis.txt")
    let cache = DiskCache(explicit: scratch.url.path, environment: [:], limit: 1000)
    for index in 0..<5 { try cache.write([UInt8](repeating: 0, count: 400), as: "x/\(index)") }
    #expect(try LocalFile.list(scratch.url.path) == ["assay-1", "thesis.txt"])
    #expect(try LocalFile.list(scratch.url.path + "/assay-1/x").count <= 2)
  }

  @Test func aDirectoryThatCannotBeUsedIsAnErrorThatSaysSo() throws {
    let scratch = try TemporaryDirectory()
    let cache = DiskCache(explicit: scratch.url.path, environment: [:])
    try scratch.write("", to: "assay-1/x")
    let error = #expect(throws: FileError.self) { try cache.write([1], as: "x/y") }
    #expect(error?.description.contains("cannot make the directory") == true)
    #expect(DiskCache.none.read("x") == nil)
    try DiskCache.none.write([1], as: "x")
  }

  @Test(.requires("host:root", "unshare"))
  func aFullDiskIsAnErrorAndLeavesNothingBehind() async throws {
    // A file system of 64 KiB in a mount namespace that ends with its process, seen through that process.
    let scratch = try TemporaryDirectory()
    let unshare = try #require(Executables.find("unshare"))
    let script = "mount -t tmpfs -o size=64k none \"$0\" && echo ready && exec sleep 3600"
    let holder = try RunningCommand(unshare, ["-m", "sh", "-c", script, scratch.url.path])
    defer { holder.signal(SIGKILL) }
    for _ in 0..<2000 where holder.outputSoFar().isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    try #require(holder.outputSoFar() == Array("ready\n".utf8))
    let directory = "/proc/\(holder.processIdentifier)/root\(scratch.url.path)"
    let cache = DiskCache(explicit: directory, environment: [:])
    try cache.write([UInt8](repeating: 1, count: 20_000), as: "x/fits")
    let error = #expect(throws: FileError.self) {
      try cache.write([UInt8](repeating: 2, count: 200_000), as: "x/large")
    }
    #expect(error?.code == ENOSPC)
    #expect(error?.description.hasSuffix("No space left on device") == true)
    #expect(try LocalFile.list(directory + "/assay-1/x") == ["fits"])
    #expect(cache.read("x/fits")?.count == 20_000)
    // What was there stays when its replacement does not fit.
    #expect(throws: FileError.self) { try cache.write([UInt8](repeating: 3, count: 200_000), as: "x/fits") }
    #expect(cache.read("x/fits")?.first == 1)
  }

  @Test func onlyRegularFilesAreReadAndOnlyToTheirLimit() throws {
    let scratch = try TemporaryDirectory()
    let path = try scratch.write([UInt8](repeating: 7, count: 10_000), to: "file").path
    #expect(try LocalFile.read(path, limit: 10_000).count == 10_000)
    let error = #expect(throws: FileError.self) { try LocalFile.read(path, limit: 9_999) }
    #expect(error?.reason == "it is larger than 9999 bytes")
    #expect(throws: FileError.self) { try LocalFile.read("/dev/zero", limit: 10) }
    // Files of procfs state no size.
    #expect(try !LocalFile.read("/proc/self/stat", limit: 1 << 16).isEmpty)
  }
}
