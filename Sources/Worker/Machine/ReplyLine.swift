import CProcess
import Glibc
import Jobs

/// The line that a virtual machine's replies go over: one zlib stream, deflated where it is a serial port.
struct ReplyLine {
  private let descriptor: Int32
  private let isFast: Bool
  private var stream: DeflateStream
  private let frames = FrameWriter(worthDeflating: .max)

  /// Opens the line; says why it cannot be.
  init?(problems: inout [String]) {
    var opened: Int32 = -ENOENT
    var name = ""
    for line in MachineOrders.replyLines where opened < 0 {
      opened = unsafe assay_open_line(line)
      name = line
    }
    descriptor = opened
    isFast = name == MachineOrders.replyLines.first
    guard let stream = DeflateStream(isLineFast: isFast) else {
      problems.append("no memory for the reply line")
      return nil
    }
    self.stream = stream
    guard descriptor >= 0 else {
      problems.append(
        "no reply line: \(StandardStreams.words(-descriptor)); the kernel needs a driver for two serial ports "
          + "(CONFIG_SERIAL_8250)")
      return nil
    }
  }

  /// Begins a stream: whoever reads a machine that goes on has not read what it said before.
  mutating func begin() {
    if let fresh = DeflateStream(isLineFast: isFast) { stream = fresh }
  }

  /// Sends a reply. One that does not fit its frame is a fault of ours that the console tells.
  func send(_ reply: MachineReply, attachments: [[UInt8]] = []) {
    do throws(FrameError) {
      let bytes = try frames.bytes(of: Frame(machine: reply, attachments: attachments))
      _ = StandardStreams.write(stream.flushed(bytes), to: descriptor)
    } catch {
      StandardStreams.complain("\(error)")
    }
  }

  /// Waits until the last byte has left.
  func drain() { tcdrain(descriptor) }
}
