using System.Runtime.InteropServices;

namespace MlNetMoodRec.Training;

/// <summary>
/// Tells glibc to keep freed memory. By default every large tensor is mapped from the system anew, and the page faults
/// cost about 40 % of a training step. Other systems and C libraries are left alone.
/// </summary>
internal static partial class GlibcMalloc
{
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapThreshold = -3;

    /// <summary>The most that glibc accepts as a threshold on 64-bit systems.</summary>
    private const int MaxMmapThreshold = 32 << 20;

    public static void KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out IntPtr library))
        {
            return;
        }

        if (NativeLibrary.TryGetExport(library, "gnu_get_libc_version", out _))
        {
            _ = Mallopt(MmapThreshold, MaxMmapThreshold);
            _ = Mallopt(TrimThreshold, 512 << 20);
            _ = Mallopt(TopPad, 64 << 20);
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Mallopt(int parameter, int value);
}
