import CProcess

/// A child that shares this process's memory and files: making it copies none, which takes as many instructions as there are
/// of them. Its maker waits while it runs.
enum SharingChild {
  /// Makes one that ends at once, and waits for it. That it begins is marked, in it.
  static func run(_ marks: any DeedMarks) {
    let note = Note(marks)
    let child = unsafe assay_start_sharing(
      { context in
        guard let context = unsafe context else { return }
        unsafe Unmanaged<Note>.fromOpaque(context).takeUnretainedValue().marks.mark()
      }, Unmanaged.passUnretained(note).toOpaque())
    withExtendedLifetime(note) {}
    if child > 0 { Child.wait(for: child) }
  }

  private final class Note {
    let marks: any DeedMarks
    init(_ marks: any DeedMarks) { self.marks = marks }
  }
}
