using System.Runtime.InteropServices;

namespace MlNetMoodRec.Training;

/// <summary>Settings of the memory allocator under torch.</summary>
internal static partial class GlibcAllocator
{
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapThreshold = -3;

    /// <summary>
    /// Makes glibc keep freed memory instead of giving it back to the system after every step: page faults of large
    /// temporaries cost up to 40 % of a training step. Does nothing on other C libraries.
    /// </summary>
    public static void KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(MmapThreshold, 1 << 30);
            _ = SetOption(TrimThreshold, int.MaxValue);
            _ = SetOption(TopPad, 64 << 20);
        }
        catch (EntryPointNotFoundException)
        {
        }
        catch (DllNotFoundException)
        {
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
