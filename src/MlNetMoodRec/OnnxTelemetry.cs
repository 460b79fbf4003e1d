using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace MlNetMoodRec;

/// <summary>
/// Keeps ONNX Runtime from reporting to its makers: from 1.29 on its packages send what models are run and on what
/// machine, and leave a file named .ses in the temporary folder, unless the environment forbids it when it starts.
/// </summary>
internal static class OnnxTelemetry
{
    /// <summary>Before ONNX Runtime is first used; <see cref="OrtEnv.DisableTelemetryEvents"/> does the rest where there is no such variable.</summary>
    public static void Forbid()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            // Environment.SetEnvironmentVariable changes a copy that native code does not see.
            _ = SetEnvironmentVariable("ORT_DISABLE_TELEMETRY\0"u8.ToArray(), "1\0"u8.ToArray(), overwrite: 1);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // No C library by that name.
        }
    }

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetEnvironmentVariable(byte[] name, byte[] value, int overwrite);
}
