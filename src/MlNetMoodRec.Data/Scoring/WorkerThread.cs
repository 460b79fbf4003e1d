using System.Collections.Concurrent;

namespace MlNetMoodRec.Scoring;

/// <summary>
/// A thread that does one piece of work after the other. Work on the thread pool would come to another thread each time,
/// and each of them would keep the large arrays that Parquet.Net takes from the array pool.
/// </summary>
internal sealed class WorkerThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public WorkerThread(string name)
    {
        _thread = new Thread(Work) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Queues a piece of work; what it gives or throws is the task's.</summary>
    public Task<T> Run<T>(Func<T> work)
    {
        var task = new Task<T>(work);
        _work.Add(() => task.RunSynchronously(TaskScheduler.Default));
        return task;
    }

    /// <summary>Returns when all work is done.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private void Work()
    {
        foreach (Action work in _work.GetConsumingEnumerable())
        {
            work();
        }
    }
}
