using System.Runtime.InteropServices;

namespace MlNetMoodRec.Serving;

/// <summary>
/// Gives what a disposed model took back to the system. Left alone, glibc keeps most of it, in pieces that the next
/// model may not fit into: in two runs of tests/load/run.sh the process was at 461 and 564 MB after a hundred reloads, with
/// this at 281 MB.
/// </summary>
internal static class FreedMemory
{
    private delegate int MallocTrim(nuint pad);

    /// <summary>Takes milliseconds, and does not stop other threads.</summary>
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);

        // Other C libraries have no such function, and need none.
        if (OperatingSystem.IsLinux()
            && NativeLibrary.TryLoad("libc.so.6", out IntPtr library)
            && NativeLibrary.TryGetExport(library, "malloc_trim", out IntPtr trim))
        {
            _ = Marshal.GetDelegateForFunctionPointer<MallocTrim>(trim)(0);
        }
    }
}
