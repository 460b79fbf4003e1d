using static TorchSharp.torch;

namespace MlNetMoodRec.Training;

/// <summary>Where networks are trained: on the graphics card where torch was built for one and finds one, otherwise on the processor.</summary>
internal static class TrainingDevice
{
    private static readonly Lazy<Device> Found = new(() => cuda.is_available() ? CUDA : CPU);

    public static Device Best => Found.Value;
}
