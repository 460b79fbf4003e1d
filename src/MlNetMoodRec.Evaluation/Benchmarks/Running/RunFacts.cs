using System.Reflection;
using System.Runtime.InteropServices;

namespace MlNetMoodRec.Evaluation.Benchmarks;

/// <summary>What a result says of the machine and the program.</summary>
internal static class RunFacts
{
    /// <summary>Cores, processor, system and .NET in one line.</summary>
    public static string Machine =>
        $"{Environment.ProcessorCount} cores of {ProcessorName()}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>The version of this program.</summary>
    public static string Version =>
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private static string ProcessorName() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "a processor"
            : $"a processor ({RuntimeInformation.ProcessArchitecture})";
}
