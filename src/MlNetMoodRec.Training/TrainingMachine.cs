using System.Runtime.InteropServices;
using TorchSharp;

namespace MlNetMoodRec.Training;

/// <summary>What a training ran on, in the words of a model card.</summary>
internal static class TrainingMachine
{
    public static string Describe() => TrainingDevice.Best.type == DeviceType.CUDA
        ? $"a graphics card of a machine of {Processor()}"
        : $"a machine of {Processor()}";

    private static string Processor() => $"{Environment.ProcessorCount} processor cores ({RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription})";
}
