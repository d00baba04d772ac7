import CKernel
import Glibc

/// Takes the load of one program out of libbpf's hands, with all that libbpf has made ready for it.
@safe final class LoadHook {
  private let buffer: LogBuffer
  private let load: (assay_program_load) -> CInt

  /// A hook for the program whose log goes to this buffer: what it is given must return a descriptor, or a negative error
  /// number.
  init(_ buffer: LogBuffer, _ load: @escaping (assay_program_load) -> CInt) {
    self.buffer = buffer
    unsafe self.load = load
  }

  /// Runs `body`, in which libbpf loads the object, with this in the place of this thread's load of the program.
  func standingIn(during body: () -> Int32) -> Int32 {
    unsafe assay_hook_loads(
      buffer.start,
      { load, context in
        guard let load = unsafe load, let context = unsafe context else { return -EINVAL }
        return unsafe Unmanaged<LoadHook>.fromOpaque(context).takeUnretainedValue().load(load.pointee)
      }, Unmanaged.passUnretained(self).toOpaque())
    defer { assay_hook_loads(nil, nil, nil) }
    return body()
  }
}
