using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Transforms.Onnx;

namespace MlNetMoodRec;

/// <summary>The one place that decides how ONNX Runtime runs a graph: on which device, and on how many threads.</summary>
internal static class OnnxSessions
{
    private const string Cuda = "CUDAExecutionProvider";

    static OnnxSessions() => OnnxTelemetry.Forbid();

    /// <summary>
    /// Options for a session: on the graphics card where ONNX Runtime was built for CUDA and finds a card, otherwise on
    /// <paramref name="threads"/> threads of the processor.
    /// </summary>
    public static SessionOptions CreateOptions(int threads)
    {
        OrtEnv runtime = OrtEnv.Instance();
        runtime.DisableTelemetryEvents();
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, // Lesser errors arrive as exceptions.
        };
        if (runtime.GetAvailableProviders().Contains(Cuda))
        {
            try
            {
                options.AppendExecutionProvider_CUDA();
            }
            catch (OnnxRuntimeException)
            {
                // The library is the CUDA build, but this machine has no card or driver: the processor it is.
            }
        }

        return options;
    }

    /// <summary>
    /// Makes ML.NET open its ONNX sessions, those of loaded models included, with <see cref="CreateOptions"/>. ML.NET
    /// scores row by row and runs rows in parallel by itself, so a session gets one thread. A caller's own options stay.
    /// </summary>
    public static void Configure(MLContext context)
    {
        if (context.GetOnnxSessionOption()?.CreateSessionOptions is null)
        {
            context.SetOnnxSessionOption(new OnnxSessionOptions { CreateSessionOptions = () => CreateOptions(threads: 1) });
        }
    }
}
