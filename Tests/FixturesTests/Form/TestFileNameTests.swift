import Fixtures
import Testing

@Suite struct TestFileNameTests {
  @Test func `objects and snapshots stand beside a test file`() {
    let name = TestFileName(path: "tour/fire.wall.test.yml")
    #expect(
      name?.objects == [
        "tour/fire.wall.bpf.c", "tour/fire.wall.bpf.o", "tour/fire.wall.o", "tour/fire.wall.c", "tour/fire.wall.bt",
      ])
    #expect(name?.snapshots == "tour/fire.wall.test.snap.yml")
    #expect(TestFileName(path: "a.test.yml")?.objects.first == "a.bpf.c")
    for path in ["a.yml", "a.test.snap.yml", ".test.yml", "dir/.test.yml", ""] {
      #expect(TestFileName(path: path) == nil)
    }
  }
}
